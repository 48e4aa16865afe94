NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       1
    x         r1        1
    y         r2        1
INDICATORS
ENDATA
