NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       inf
RHS
    RHS       r1        4
ENDATA
