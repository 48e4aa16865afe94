NAME          PRIMES
* Three equations with the denominators 10^9+7, 10^9+9 and 998244353; x = y = z = 1 is the only point.
ROWS
 N  obj
 E  a
 E  b
 E  c
COLUMNS
 x obj 1/1000000007 a 1/1000000007
 x b 2/1000000009 c 1
 y obj 1 a 3/1000000007
 y b 1/1000000009 c 1/998244353
 z obj 1 a 1
 z b 5/1000000009 c 2/998244353
RHS
 rhs a 1000000011/1000000007 b 8/1000000009
 rhs c 998244356/998244353
ENDATA
