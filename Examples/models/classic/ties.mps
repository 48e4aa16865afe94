NAME          TIES
* Every vertex of a simplex is optimal: exact ties in every ratio test.
OBJSENSE
    MAX
ROWS
 N  obj
 L  sum
 L  twice
 L  third
COLUMNS
 x obj 1 sum 1
 x twice 2 third 1/3
 y obj 1 sum 1
 y twice 2 third 1/3
 z obj 1 sum 1
 z twice 2 third 1/3
RHS
 rhs sum 1 twice 2
 rhs third 1/3
ENDATA
