NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       1e999999999
RHS
    RHS       r1        4
ENDATA
