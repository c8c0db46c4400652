"""The steps by which an older register becomes a present one."""
