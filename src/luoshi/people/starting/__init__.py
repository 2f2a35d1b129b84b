"""Starting to use the house (开始使用): three tables taken in, then the account slips for the bodies."""
