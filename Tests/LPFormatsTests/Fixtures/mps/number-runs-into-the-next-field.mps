NAME          test
ROWS
 N  obj
 L  r 1
COLUMNS
    x         r 1       1234567890123456   obj     1
ENDATA
