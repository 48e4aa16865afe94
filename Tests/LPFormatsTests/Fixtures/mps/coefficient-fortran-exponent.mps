NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       1.5D+02
RHS
    RHS       r1        4
ENDATA
