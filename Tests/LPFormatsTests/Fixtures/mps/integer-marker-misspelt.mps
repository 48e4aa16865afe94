NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    MARKER                 'MARKER'                 'INTBEG'
    x         obj       1
RHS
    RHS       r1        4
ENDATA
