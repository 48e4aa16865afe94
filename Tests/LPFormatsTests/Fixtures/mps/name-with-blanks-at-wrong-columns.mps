NAME          test
ROWS
 N  obj
 L  r 1
COLUMNS
    x   obj   1
    x   r 1   1
ENDATA
