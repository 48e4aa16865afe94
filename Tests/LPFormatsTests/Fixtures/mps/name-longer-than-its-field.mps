NAME          test
ROWS
 N  obj
 L  r 1
 L  r 2 is too long
COLUMNS
    x         r 1       1
ENDATA
