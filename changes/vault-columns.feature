The columns of the secret books ทขล. ๑-๓ can be set by the installation.
