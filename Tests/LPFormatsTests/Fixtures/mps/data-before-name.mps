    x  obj  1
