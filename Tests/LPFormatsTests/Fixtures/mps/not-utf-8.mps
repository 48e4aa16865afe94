NAME          test
ROWS
 N  obj
 L  r1
 G  größe
COLUMNS
    x         obj       1
    x         r1        1
    y         größe        1
RHS
    RHS       r1        4
    RHS       r1        5
ENDATA
