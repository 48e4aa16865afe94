NAME          test
ROWS
 N  obj
 L  r1
 G  r2
COLUMNS
    x         obj       1
    x         r1        1
    y         r2        1
BOUNDS
 UP B1        x         4
 UP B2        y         4
ENDATA
