# The cheapest mix of two feeds: a model in GNU MathProg.
set Feed := {'oats', 'hay'};
param price{Feed};
param protein{Feed};

var weight{Feed} >= 0;
minimize cost: sum{f in Feed} price[f] * weight[f];
s.t. enough: sum{f in Feed} protein[f] * weight[f] >= 1;
s.t. mixed: weight['oats'] >= weight['hay'] / 3;

data;
param price := oats 0.7 hay 0.1;
param protein := oats 0.3 hay 0.1;
end;
