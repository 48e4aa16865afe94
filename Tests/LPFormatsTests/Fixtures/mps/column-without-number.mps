NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj
RHS
    RHS       r1        4
ENDATA
