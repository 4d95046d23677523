A second search engine, Tantivy, for offices with more than 20,000 letters: `saraban reindex --engine tantivy` makes its index beside the one in use and switches over while search goes on. The health page says when it is time.
Every night the index is compared with the store; what differs is indexed again and told on the health page.
