NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         r1        1
    x         obj       1   r1        2
RHS
    RHS       r1        4
ENDATA
