Directives with a day stand in the personal calendar of those whose units carry them out, until they are reported.
