NAME
    x  obj  1
ROWS
ENDATA
