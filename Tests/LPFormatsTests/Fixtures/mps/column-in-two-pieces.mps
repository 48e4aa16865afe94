NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       1
    y         r1        1
    x         r2        1
RHS
    RHS       r1        4
ENDATA
