NAME          RARE
* Probabilities of 1e-12 decide: the acceptance of two drafts on a rare token.
OBJSENSE
    MAX
ROWS
 N  obj
 L  rare
 L  common
 L  target
COLUMNS
 x obj 1 rare 1
 x target 1
 y obj 1 common 1
 y target 1
RHS
 rhs rare 1e-12 common 0.999999999998
 rhs target 0.9999999999995
ENDATA
