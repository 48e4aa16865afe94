(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * The optimum is the smallest cut

    Max-flow min-cut for the network of Couplings.v, proved without flows or linear programming: mass
    is pushed along one drafted pair after the other, each time as much as the supply, the demand and
    the slack of the cuts permit, so that the smallest cut falls by exactly what is pushed. When every
    pair is saturated the smallest cut is 0. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Couplings.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** A finite family of numbers has a least one. *)
Lemma least_exists (R : realFieldType) (a : R) (s : seq R) :
  exists2 e, e \in a :: s & {in a :: s, forall b, e <= b}.
Proof.
elim: s => [|b s [e es least]]; first by exists a => [|b]; rewrite inE // => /eqP ->.
case: (leP e b) => eb.
  exists e => [|c]; first by move: es; rewrite !inE => /orP[->//|->]; rewrite !orbT.
  by rewrite !inE => /or3P[ca|/eqP-> //|cs]; apply: least; rewrite inE ?ca ?cs ?orbT.
exists b => [|c]; first by rewrite !inE eqxx orbT.
rewrite !inE => /or3P[ca|/eqP-> //|cs]; apply: le_trans (ltW eb) (least _ _).
  by rewrite inE ca.
by rewrite inE cs orbT.
Qed.

Section MinimumCut.
Variables (R : realFieldType) (X Y : finType) (drafted : X -> Y -> bool).
Implicit Types (s Q : X -> R) (p : Y -> R) (H : {set Y}) (plan : X -> Y -> R).

(** Outcome x has a draft in H. *)
Definition meets x H : bool := [exists y in H, drafted x y].

(** f(H), the mass of the outcomes with a draft in H. *)
Definition reach Q H : R := \sum_(x | meets x H) Q x.

(** The cut of H: f(H) + p(outside H). *)
Definition cut Q p H : R := reach Q H + \sum_(y | y \notin H) p y.

Lemma meets0 x : meets x set0 = false.
Proof. by apply/existsP => -[y]; rewrite inE. Qed.

Lemma meetsU x H H' : meets x (H :|: H') = meets x H || meets x H'.
Proof.
apply/existsP/orP => [[y]|[] /existsP[y]].
- by rewrite inE andb_orl => /orP[] yH; [left|right]; apply/existsP; exists y.
- by move=> /andP[yH xy]; exists y; rewrite inE yH.
by move=> /andP[yH xy]; exists y; rewrite inE yH orbT.
Qed.

Lemma meets_sub x H H' : H \subset H' -> meets x H -> meets x H'.
Proof. by move=> /setUidPr <-; rewrite meetsU => ->. Qed.

Lemma reach_mono Q H H' : (forall x, 0 <= Q x) -> H \subset H' -> reach Q H <= reach Q H'.
Proof. by move=> Q_ge0 sub; apply: sum_le_subset => // x; apply: meets_sub. Qed.

Lemma reach0 Q : reach Q set0 = 0.
Proof. by rewrite /reach big1 // => x; rewrite meets0. Qed.

(** f as a sum over all outcomes, convenient for pointwise comparison. *)
Lemma reachE Q H : reach Q H = \sum_x Q x * (meets x H)%:R.
Proof.
rewrite /reach big_mkcond; apply: eq_bigr => x _.
by case: (meets x H); rewrite ?mulr1 ?mulr0.
Qed.

Lemma outsideE p H : \sum_(y | y \notin H) p y = \sum_y p y * (y \notin H)%:R.
Proof. by rewrite big_mkcond; apply: eq_bigr => y _; case: (y \in H); rewrite ?mulr1 ?mulr0. Qed.

(** Submodularity of the cuts, with the mass of one outcome that meets both but not their
    intersection as a bonus. *)
Lemma cut_submodular Q p H H' : (forall x, 0 <= Q x) ->
  cut Q p (H :|: H') + cut Q p (H :&: H') <= cut Q p H + cut Q p H'.
Proof.
move=> Q_ge0; rewrite /cut !outsideE !reachE addrACA [X in _ <= X]addrACA -!big_split /=.
apply: ler_add; apply: ler_sum => z _; rewrite -!mulrDr; last first.
  by rewrite !inE; case: (z \in H); case: (z \in H'); rewrite /= ?addr0 ?add0r.
rewrite ler_wpmul2l // meetsU.
have := @meets_sub z _ _ (subsetIl H H'); have := @meets_sub z _ _ (subsetIr H H').
case: (meets z (H :&: H')) => [/(_ isT) -> /(_ isT) -> //|_ _].
by case: (meets z H); case: (meets z H'); rewrite /= ?addr0 ?add0r ?ler_addl ?ler01 ?lexx.
Qed.

Lemma cut_submodular_strict Q p H H' x : (forall x, 0 <= Q x) ->
  meets x H -> meets x H' -> ~~ meets x (H :&: H') ->
  cut Q p (H :|: H') + cut Q p (H :&: H') + Q x <= cut Q p H + cut Q p H'.
Proof.
move=> Q_ge0 xH xH' xI; pose Q' z := if z == x then 0 else Q z.
have reach_split G : reach Q G = reach Q' G + Q x * (meets x G)%:R.
  rewrite !reachE (bigD1 x) //= [in RHS](bigD1 x) //= /Q' eqxx mul0r add0r addrC.
  by congr (_ + _); apply: eq_bigr => z /negPf ->.
have := @cut_submodular Q' p H H'; rewrite /cut !reach_split xH xH' (negPf xI) meetsU xH /=.
have Q'_ge0 z : 0 <= Q' z by rewrite /Q'; case: ifP.
move=> /(_ Q'_ge0); set a := reach Q' _; set b := reach Q' _; set c := reach Q' _.
set d := reach Q' _; move: (\sum_(y | _) _) (\sum_(y | _) _) (\sum_(y | _) _) (\sum_(y | _) _).
move=> e f g h le; rewrite -subr_ge0 in le; rewrite -subr_ge0; apply: le_trans le _.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; rewrite mulr1 mulr0; ring.
Qed.

(** ** The easy half: no plan exceeds a cut. *)
Lemma accepted_le_reach Q p plan H : feasible drafted Q p plan ->
  \sum_(y in H) accepted plan y <= reach Q H.
Proof.
move=> ok; rewrite exchange_big /= [X in X <= _](bigID (meets^~ H)) /=.
rewrite [X in _ + X]big1 ?addr0 => [|x xH]; last first.
  rewrite big1 // => y yH; apply: (plan_drafted ok); apply: contra xH => xy.
  by apply/existsP; exists y; rewrite yH.
apply: ler_sum => x _; apply: le_trans (plan_supply ok x).
by apply: sum_le_subset => // y; apply: (plan_ge0 ok).
Qed.

Theorem total_le_cut Q p plan H : feasible drafted Q p plan -> total plan <= cut Q p H.
Proof.
move=> ok; rewrite total_accepted (bigID (mem H)) /= ler_add ?(accepted_le_reach _ ok) //.
by apply: ler_sum => y _; apply: (plan_demand ok).
Qed.

(** ** The other half *)

(** Pushing mass e along the pair (a, b). *)
Definition lowered (T : finType) (f : T -> R) (t : T) e z : R := f z - e * (z == t)%:R.

Lemma cut_pushed s p a b e H : drafted a b ->
  cut (lowered s a e) (lowered p b e) H =
  cut s p H - e - e * ((b \notin H) && meets a H)%:R.
Proof.
move=> ab; rewrite /cut !outsideE !reachE.
have sumE (T : finType) (f : T -> R) (t : T) (P : pred T) :
    \sum_z lowered f t e z * (P z)%:R = \sum_z f z * (P z)%:R - e * (P t)%:R.
  rewrite (eq_bigr (fun z => f z * (P z)%:R - e * (P z)%:R * (z == t)%:R)).
    by rewrite sumrB sum_delta.
  by move=> z _; rewrite /lowered; ring.
rewrite (sumE _ s a (meets^~ H)) (sumE _ p b (fun y => y \notin H)).
move: (\sum_z _) (\sum_z _) => u v; case: (boolP (b \in H)) => bH /=.
  have -> : meets a H by apply/existsP; exists b; rewrite bH.
  by rewrite /=; ring.
by case: (meets a H) => /=; ring.
Qed.

(** A pair through which no more can go: the smallest cut is m. *)
Definition saturated s p m a b : Prop :=
  s a = 0 \/ p b = 0 \/ exists H, [/\ cut s p H = m, b \notin H & meets a H].

(** Pushing along one pair, as much as possible. *)
Lemma push s p m a b : drafted a b ->
  (forall x, 0 <= s x) -> (forall y, 0 <= p y) -> (forall H, m <= cut s p H) ->
  exists e, [/\ 0 <= e, e <= s a, e <= p b,
    forall H, m - e <= cut (lowered s a e) (lowered p b e) H &
    (forall H, cut s p H = m -> cut (lowered s a e) (lowered p b e) H = m - e) /\
    saturated (lowered s a e) (lowered p b e) (m - e) a b].
Proof.
move=> ab s_ge0 p_ge0 m_le; pose crossing H := (b \notin H) && meets a H.
have [e e_in least] :=
  least_exists (s a) (p b :: [seq cut s p H - m | H <- enum crossing]).
have slack H : crossing H -> e <= cut s p H - m.
  move=> cH; apply: least; rewrite !inE; apply/orP; right; apply/orP; right.
  by apply/mapP; exists H; rewrite ?mem_enum.
have e_ge0 : 0 <= e.
  by move: e_in; rewrite !inE => /or3P[/eqP->|/eqP->|/mapP[H _ ->]]; rewrite ?subr_ge0.
have cut_ge H : m - e <= cut (lowered s a e) (lowered p b e) H.
  rewrite cut_pushed // -/(crossing H); case: (boolP (crossing H)) => cH.
    by rewrite mulr1 ler_subr_addr addrNK ler_subr_addr addrC -ler_subr_addr slack.
  by rewrite mulr0 subr0 ler_add2r m_le.
exists e; split=> //; [by apply: least; rewrite inE eqxx | | ].
  by apply: least; rewrite !inE eqxx orbT.
split=> [H tight|].
  apply/eqP; rewrite eq_le cut_ge andbT cut_pushed // tight ger_addl.
  by rewrite oppr_le0 mulr_ge0 ?ler0n.
move: e_in; rewrite !inE => /or3P[/eqP eE|/eqP eE|/mapP[H]].
- by left; rewrite /lowered eqxx mulr1 eE subrr.
- by right; left; rewrite /lowered eqxx mulr1 eE subrr.
rewrite mem_enum => cH eE; right; right; exists H.
have {}cH : crossing H := cH; move: (cH) => /andP[bH aH]; split=> //.
rewrite cut_pushed // -/(crossing H) cH mulr1 eE.
by move: (cut s p H) => c; ring.
Qed.

(** Pushing along all pairs of a list. *)
Lemma push_all (pairs : seq (X * Y)) : (forall e, e \in pairs -> drafted e.1 e.2) ->
  forall s p m, (forall x, 0 <= s x) -> (forall y, 0 <= p y) -> (forall H, m <= cut s p H) ->
  exists plan, let s' x := s x - \sum_y plan x y in let p' y := p y - accepted plan y in
    let m' := m - total plan in
  [/\ forall x y, 0 <= plan x y, forall x y, ~~ drafted x y -> plan x y = 0,
      (forall x, 0 <= s' x) /\ (forall y, 0 <= p' y),
      forall H, cut s p H = m -> cut s' p' H = m' &
      (forall H, m' <= cut s' p' H) /\
      forall e, e \in pairs -> saturated s' p' m' e.1 e.2].
Proof.
elim: pairs => [|[a b] pairs IH] all_drafted s p m s_ge0 p_ge0 m_le.
  exists (fun _ _ => 0); have zero (T : finType) (P : pred T) : \sum_(t : T | P t) (0 : R) = 0.
    by rewrite big1.
  have s'E x : s x - \sum_(y : Y) 0 = s x by rewrite zero subr0.
  have p'E y : p y - accepted (fun (_ : X) (_ : Y) => 0) y = p y by rewrite /accepted zero subr0.
  have cutE H : cut (fun x => s x - \sum_(y : Y) 0)
      (fun y => p y - accepted (fun (_ : X) (_ : Y) => 0) y) H = cut s p H.
    by congr (_ + _); apply: eq_bigr => z _; rewrite ?s'E ?p'E.
  have totalE : total (fun (_ : X) (_ : Y) => 0 : R) = 0 by rewrite /total big1 // => x _; rewrite zero.
  by split=> //= [|H|]; rewrite ?totalE ?subr0 ?cutE //; split=> z;
    rewrite ?s'E ?p'E ?totalE ?subr0 ?cutE.
have ab : drafted a b by apply: (all_drafted (a, b)); rewrite inE eqxx.
have [e [e_ge0 e_s e_p m'_le [stays sat]]] := push ab s_ge0 p_ge0 m_le.
have lowered_ge0 (T : finType) (f : T -> R) t : (forall z, 0 <= f z) -> e <= f t ->
    forall z, 0 <= lowered f t e z.
  move=> f_ge0 e_f z; rewrite /lowered; case: eqVneq => [->|_]; first by rewrite mulr1 subr_ge0.
  by rewrite mulr0 subr0.
have rest_drafted f : f \in pairs -> drafted f.1 f.2.
  by move=> f_in; apply: all_drafted; rewrite inE f_in orbT.
have [plan [plan_ge0 plan_drafted [s'_ge0 p'_ge0] tight [m''_le sat']]] :=
  IH rest_drafted _ _ _ (lowered_ge0 _ _ _ s_ge0 e_s) (lowered_ge0 _ _ _ p_ge0 e_p) m'_le.
pose plan' x y := plan x y + e * ((x == a) && (y == b))%:R.
have rowE x : s x - \sum_y plan' x y = lowered s a e x - \sum_y plan x y.
  rewrite big_split /= opprD addrA addrAC; congr (_ - _); rewrite /lowered; congr (_ - _).
  rewrite -mulr_sumr; congr (_ * _); case: (x == a) => /=; last by rewrite big1.
  by rewrite -[RHS](sum_delta (fun=> 1) b); apply: eq_bigr => y _; rewrite mul1r.
have columnE y : p y - accepted plan' y = lowered p b e y - accepted plan y.
  rewrite /accepted big_split /= opprD addrA addrAC; congr (_ - _); rewrite /lowered.
  congr (_ - _); rewrite -mulr_sumr; congr (_ * _).
  case: (y == b); last by rewrite big1 // => x _; rewrite andbF.
  rewrite -[RHS](sum_delta (fun=> 1) a); apply: eq_bigr => x _.
  by rewrite andbT mul1r.
have totalE : total plan' = total plan + e.
  have -> : total plan' = \sum_x (s x - (s x - \sum_y plan' x y)).
    by apply: eq_bigr => x _; rewrite opprB addrC subrK.
  under eq_bigr do rewrite rowE /lowered.
  rewrite (eq_bigr (fun x => \sum_y plan x y + e * (x == a)%:R)) => [|x _]; last first.
    by move: (\sum_y _) (s x) => u v; ring.
  by rewrite big_split /= sum_delta.
have restE : m - total plan' = m - e - total plan by rewrite totalE; ring.
have cutE H : cut (fun x => s x - \sum_y plan' x y) (fun y => p y - accepted plan' y) H =
    cut (fun x => lowered s a e x - \sum_y plan x y) (fun y => lowered p b e y - accepted plan y) H.
  by congr (_ + _); apply: eq_bigr => z _; rewrite ?rowE ?columnE.
exists plan'; split=> /=.
- by move=> x y; rewrite addr_ge0 ?mulr_ge0 ?ler0n.
- move=> x y xy; rewrite /plan' plan_drafted // add0r.
  by case: andP => [[/eqP xa /eqP yb]|]; rewrite ?mulr0 //; rewrite xa yb ab in xy.
- by split=> z; rewrite ?rowE ?columnE.
- by move=> H /stays/tight; rewrite cutE restE.
split=> [H|f]; first by rewrite restE cutE.
have keep c d : saturated (fun x => lowered s a e x - \sum_y plan x y)
      (fun y => lowered p b e y - accepted plan y) (m - e - total plan) c d ->
    saturated (fun x => s x - \sum_y plan' x y) (fun y => p y - accepted plan' y)
      (m - total plan') c d.
  case=> [s0|[p0|[H [HE dH cH]]]]; [by left; rewrite rowE | by right; left; rewrite columnE |].
  by right; right; exists H; rewrite cutE restE.
rewrite inE => /orP[/eqP -> /=|f_in]; apply: keep; last exact: sat'.
have row_le x : lowered s a e x - \sum_y plan x y <= lowered s a e x.
  by rewrite ger_addl oppr_le0 sumr_ge0.
have column_le y : lowered p b e y - accepted plan y <= lowered p b e y.
  by rewrite ger_addl oppr_le0 sumr_ge0.
case: sat => [s0|[p0|[H [HE bH aH]]]].
- by left; apply/eqP; rewrite eq_le s'_ge0 andbT -[X in _ <= X]s0 row_le.
- by right; left; apply/eqP; rewrite eq_le p'_ge0 andbT -[X in _ <= X]p0 column_le.
by right; right; exists H; split=> //; apply: tight.
Qed.

(** When every drafted pair is saturated the smallest cut is 0. *)
Lemma saturated_zero s p m : (forall x, 0 <= s x) -> (forall y, 0 <= p y) ->
  (forall H, m <= cut s p H) -> (exists H, cut s p H = m) ->
  (forall a b, drafted a b -> saturated s p m a b) -> m = 0.
Proof.
move=> s_ge0 p_ge0 m_le [H0 tight0] sat.
(* No outcome with supply left has a draft in a tight set. *)
have closed a H : 0 < s a -> cut s p H = m -> ~~ meets a H.
  move=> sa; have [k] := ubnP #|H|; elim: k H => // k IH H; rewrite ltnS => card tight.
  apply/negP => aH; have /existsP[b /andP[bH ab]] := aH.
  case: (sat a b ab) => [s0|[p0|[G [tightG bG aG]]]].
  - by rewrite s0 ltxx in sa.
  - have smaller : (#|H :\ b| < k)%N by rewrite (leq_trans _ card) // [in X in (_ < X)%N](cardsD1 b) bH.
    have outside : \sum_(y | y \notin H :\ b) p y = \sum_(y | y \notin H) p y.
      rewrite (bigD1 b) /= ?p0 ?add0r ?setD11 //; apply: eq_bigl => y.
      by rewrite !inE; case: eqVneq => [->|]; rewrite ?bH ?andbF ?andbT.
    have cut_le : cut s p (H :\ b) <= m.
      by rewrite -tight /cut outside ler_add2r reach_mono // subsetDl.
    have tightD : cut s p (H :\ b) = m by apply/eqP; rewrite eq_le cut_le m_le.
    have /negP aHb := IH _ smaller tightD.
    have : cut s p (H :\ b) + s a <= m; last first.
      by rewrite tightD ger_addl leNgt sa.
    rewrite -tight /cut outside addrAC ler_add2r !reachE.
    rewrite -(sum_delta s a) -big_split /= ler_sum // => x _.
    rewrite -mulrDr ler_wpmul2l //; case: eqVneq => [->|_].
      by rewrite aH (introF idP aHb) add0r.
    rewrite addr0 ler_nat; case: (boolP (meets x (H :\ b))) => // /(meets_sub (subsetDl _ _)) ->.
    by [].
  have smaller : (#|H :&: G| < k)%N.
    rewrite (leq_trans _ card) // proper_card // properEneq subsetIl andbT.
    by apply: contraNneq bG => HG; rewrite -HG inE in bH; case/andP: bH.
  have tightI : cut s p (H :&: G) = m.
    apply/eqP; rewrite eq_le m_le andbT -(ler_add2l m).
    apply: le_trans (ler_add (m_le (H :|: G)) (lexx _)) _.
    by have := @cut_submodular s p H G s_ge0; rewrite tight tightG.
  have aI := IH _ smaller tightI.
  have := @cut_submodular_strict s p H G a s_ge0 aH aG aI.
  rewrite tightI tight tightG addrAC ler_add2r => le.
  by have := le_trans (ler_add (m_le _) (lexx (s a))) le; rewrite ger_addl leNgt sa.
(* So a tight cut is the demand outside it, and that is 0. *)
have no_reach H : cut s p H = m -> reach s H = 0.
  move=> tight; rewrite /reach big1 // => x xH; apply/eqP; rewrite eq_le s_ge0 andbT leNgt.
  by apply: contraL xH => sx; apply: closed tight.
have outside0 y : y \notin H0 -> p y = 0.
  move=> yH0; apply/eqP; rewrite eq_le p_ge0 andbT leNgt; apply/negP => py.
  have reachU : p y <= reach s (H0 :|: [set y]).
    have := m_le (H0 :|: [set y]); rewrite -tight0 /cut (no_reach _ tight0) add0r.
    rewrite [X in X <= _](bigD1 y) //= (eq_bigl (fun z => z \notin H0 :|: [set y])) => [|z].
      by rewrite ler_add2r.
    by rewrite !inE negb_or.
  have [x xU sx] : exists2 x, meets x (H0 :|: [set y]) & 0 < s x.
    apply/exists_inP; apply: contraTT reachU => /exists_inPn none; rewrite -ltNge.
    rewrite /reach big1 // => x /none; rewrite -leNgt => sx.
    by apply/eqP; rewrite eq_le sx s_ge0.
  have xH0 := closed x H0 sx tight0.
  have xy : drafted x y.
    move: xU; rewrite meetsU (negPf xH0) /= => /existsP[z]; rewrite inE => /andP[/eqP-> //].
  case: (sat x y xy) => [s0|[p0|[G [tightG yG xG]]]].
  - by rewrite s0 ltxx in sx.
  - by rewrite p0 ltxx in py.
  by have := closed x G sx tightG; rewrite xG.
by rewrite -tight0 /cut no_reach // add0r big1.
Qed.

Variables (Q : X -> R) (p : Y -> R).
Hypotheses (Q_ge0 : forall x, 0 <= Q x) (p_ge0 : forall y, 0 <= p y).

(** A cut below all others. *)
Definition smallest_cut H : Prop := forall H', cut Q p H <= cut Q p H'.

Lemma smallest_cut_exists : exists H, smallest_cut H.
Proof.
exists [arg min_(H < set0) cut Q p H]%O => H'.
by case: arg_minP => // H _; apply.
Qed.

(** A plan as large as the smallest cut. *)
Theorem cut_attained : exists2 plan, feasible drafted Q p plan &
  exists2 H, smallest_cut H & total plan = cut Q p H.
Proof.
have [H least] := smallest_cut_exists.
pose pairs := enum [pred e : X * Y | drafted e.1 e.2].
have in_pairs e : e \in pairs -> drafted e.1 e.2 by rewrite mem_enum.
have [plan [plan_ge0 plan_drafted [s_ge0 d_ge0] tight [m_le sat]]] :=
  push_all in_pairs Q_ge0 p_ge0 least.
exists plan.
  by split=> // [x|y]; rewrite -subr_ge0; [apply: s_ge0 | apply: d_ge0].
exists H => //; apply/eqP; rewrite eq_sym -subr_eq0; apply/eqP.
apply: (saturated_zero s_ge0 d_ge0 m_le); first by exists H; apply: tight.
by move=> a b ab; apply: (sat (a, b)); rewrite mem_enum.
Qed.

(** ** (H) The optimum of the acceptance program is the smallest cut. *)
Theorem cut_equals_lp v :
  greatest_total drafted Q p v <-> (exists2 H, smallest_cut H & cut Q p H = v).
Proof.
have [plan ok [H least planE]] := cut_attained.
split=> [[[best okb <-] greatest]|[H' least' <-]].
  exists H => //; apply/eqP; rewrite eq_le -{1}planE greatest //=.
  exact: total_le_cut.
split=> [|plan' ok']; last exact: total_le_cut.
by exists plan => //; rewrite planE; apply/eqP; rewrite eq_le least least'.
Qed.

End MinimumCut.

Section Polymatroid.
Variables (R : realFieldType) (X Y : finType) (drafted : X -> Y -> bool).
Variables (Q : X -> R) (p : Y -> R) (a : Y -> R).
Hypotheses (Q_ge0 : forall x, 0 <= Q x) (a_ge0 : forall y, 0 <= a y).

(** Which accept vectors are possible: those that no set of tokens forbids. *)
Theorem accept_vectors :
  (exists2 plan, feasible drafted Q p plan & forall y, accepted plan y = a y) <->
  (forall y, a y <= p y) /\ (forall S : {set Y}, \sum_(y in S) a y <= reach drafted Q S).
Proof.
split=> [[plan ok planE]|[a_le polymatroid]].
  split=> [y|S]; first by rewrite -planE (plan_demand ok).
  by under eq_bigr do rewrite -planE; apply: accepted_le_reach ok.
have [plan ok [H least planE]] := cut_attained drafted Q_ge0 a_ge0.
have total_ge : \sum_y a y <= \sum_y accepted plan y.
  by rewrite -total_accepted planE (bigID (mem H)) /= ler_add2r.
exists plan; last by apply: sum_eq_pointwise total_ge => y; apply: (plan_demand ok).
split; [exact: plan_ge0 ok|exact: plan_drafted ok|exact: plan_supply ok|].
by move=> y; apply: le_trans (plan_demand ok y) (a_le y).
Qed.

End Polymatroid.
