(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * SpecHub: the hub law and its closed form

    Two drafts, one of which is always the hub a; any token may be the hub. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings MinimumCut.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Token y is one of the two drafts. *)
Definition drafted_pair (V : eqType) (t : V * V) (y : V) : bool := (y == t.1) || (y == t.2).

Arguments drafted_pair {V} t y.

Section HubLaw.
Variables (R : realFieldType) (V : finType) (a : V) (q : V -> R).
Implicit Types (t : V * V) (x y : V).

(** Q(x, a) = q(x) and Q(a, x) = q(a)·q(x)/(1 − q(a)) for x ≠ a; when q(a) = 1 both drafts are a. *)
Definition hub_first x : R := q a * q x / (1 - q a).

Definition hub_law t : R :=
  if q a == 1 then (t == (a, a))%:R
  else if (t.1 != a) && (t.2 == a) then q t.1
  else if (t.1 == a) && (t.2 != a) then hub_first t.2 else 0.

(** w(x) = q(x)/(1 − q(a)), the probability that x is the other draft. *)
Definition partner x : R := q x / (1 - q a).

(** A sum over pairs of which exactly one token is the hub. *)
Lemma sum_star (F : V * V -> R) : (forall t, (t.1 == a) = (t.2 == a) -> F t = 0) ->
  \sum_t F t = \sum_(x | x != a) (F (x, a) + F (a, x)).
Proof.
move=> star; rewrite (eq_bigr (fun t => F (t.1, t.2))) => [|[] //].
rewrite -(pair_bigA _ (fun x y => F (x, y))) (bigD1 a) //= addrC big_split /=; congr (_ + _).
  apply: eq_bigr => x xa; rewrite (bigD1 a) //= big1 ?addr0 // => y ya.
  by apply: star; rewrite /= (negPf xa) (negPf ya).
by rewrite (bigD1 a) //= star // add0r.
Qed.

Hypothesis q1 : distribution q.

Lemma hub_tail : \sum_(x | x != a) q x = 1 - q a.
Proof. by rewrite -q1.2 [in RHS](bigD1 a) //= addrAC subrr add0r. Qed.

Lemma hub_certain : q a = 1 -> forall x, x != a -> q x = 0.
Proof.
move=> qa x xa; have := hub_tail; rewrite qa subrr => tail0.
by apply: (psumr_eq0P _ tail0) => // y _; apply: q1.1.
Qed.

Lemma rest_gt0 : q a != 1 -> 0 < 1 - q a.
Proof. by move=> qa; rewrite subr_gt0 lt_neqAle qa distribution_le1. Qed.

Lemma hub_first_ge0 x : 0 <= hub_first x.
Proof. by rewrite divr_ge0 ?mulr_ge0 ?q1.1 // subr_ge0 distribution_le1. Qed.

Lemma partner_ge0 x : 0 <= partner x.
Proof. by rewrite divr_ge0 ?q1.1 // subr_ge0 distribution_le1. Qed.

Lemma partner_split x : q a != 1 -> q x + hub_first x = partner x.
Proof.
move=> qa; have := lt0r_neq0 (rest_gt0 qa); rewrite /hub_first /partner => rest_neq0.
by field.
Qed.

Lemma sum_partner : q a != 1 -> \sum_(x | x != a) partner x = 1.
Proof. by move=> qa; rewrite -mulr_suml hub_tail divff // lt0r_neq0 ?rest_gt0. Qed.

Lemma hub_law_ge0 t : 0 <= hub_law t.
Proof.
by rewrite /hub_law; do !case: ifP => _; rewrite ?ler0n ?q1.1 ?hub_first_ge0.
Qed.

Lemma hub_lawE x : q a != 1 -> x != a ->
  hub_law (x, a) = q x /\ hub_law (a, x) = hub_first x.
Proof. by move=> /negPf qa /negPf xa; rewrite /hub_law qa /= eqxx xa. Qed.

Lemma hub_law_star t : q a != 1 -> (t.1 == a) = (t.2 == a) -> hub_law t = 0.
Proof. by move=> /negPf qa; rewrite /hub_law qa => ->; case: (_ == a). Qed.

(** ** (D) The hub law is a distribution, and its first draft has law q. *)
Theorem hub_law_distribution : distribution hub_law.
Proof.
split; first exact: hub_law_ge0.
have [qa|qa] := eqVneq (q a) 1.
  rewrite (eq_bigr (fun t => 1 * (t == (a, a))%:R)) ?sum_delta // => t _.
  by rewrite /hub_law qa eqxx mul1r.
rewrite sum_star => [|t]; last exact: hub_law_star.
rewrite -(sum_partner qa); apply: eq_bigr => x xa.
by have [-> ->] := hub_lawE qa xa; apply: partner_split.
Qed.

Theorem hub_law_first_draft x : \sum_y hub_law (x, y) = q x.
Proof.
have [qa|qa] := eqVneq (q a) 1.
  rewrite (eq_bigr (fun y => (x == a)%:R * (y == a)%:R)) => [|y _]; last first.
    by rewrite /hub_law qa eqxx xpair_eqE; case: (x == a); case: (y == a); rewrite ?mulr1 ?mulr0.
  rewrite (sum_delta (fun=> (x == a)%:R)).
  by have [->|xa] := eqVneq x a; [rewrite qa | rewrite (hub_certain qa xa)].
have [->|xa] := eqVneq x a.
  rewrite (bigD1 a) //= hub_law_star // add0r.
  rewrite (eq_bigr (fun y => q a * partner y)) => [|y ya].
    by rewrite -mulr_sumr sum_partner ?mulr1.
  by rewrite (hub_lawE qa ya).2 /hub_first /partner mulrA.
rewrite (bigD1 a) //= (hub_lawE qa xa).1 big1 ?addr0 // => y ya.
by apply: hub_law_star; rewrite //= (negPf xa) (negPf ya).
Qed.

End HubLaw.

Section SpecHubPlan.
Variables (R : realFieldType) (V : finType) (a : V) (p q : V -> R).
Hypotheses (p1 : distribution p) (q1 : distribution q).
Implicit Types (t : V * V) (x y : V).

Local Notation law := (hub_law a q).
Local Notation w := (partner a q).

(** π((x, a), x), π((a, x), x), and what they leave. *)
Definition token_from_token_first x : R := Num.min (p x) (q x).
Definition token_from_hub_first x : R :=
  Num.min (p x - token_from_token_first x) (hub_first a q x).
Definition left_token_first x : R := q x - token_from_token_first x.
Definition left_hub_first x : R := hub_first a q x - token_from_hub_first x.
Definition R1 : R := \sum_(x | x != a) left_token_first x.
Definition R2 : R := \sum_(x | x != a) left_hub_first x.

(** What the hub is paid by the pairs that begin with it, and by the others. *)
Definition G2 : R := Num.min (p a) R2.
Definition G1 : R := p a - G2.

Definition spechub_plan t y : R :=
  if q a == 1 then if (t == (a, a)) && (y == a) then p a else 0
  else if (t.1 != a) && (t.2 == a) then
    if y == t.1 then token_from_token_first t.1
    else if y == a then left_token_first t.1 * (G1 / R1) else 0
  else if (t.1 == a) && (t.2 != a) then
    if y == t.2 then token_from_hub_first t.2
    else if y == a then left_hub_first t.2 * (G2 / R2) else 0
  else 0.

(** The closed form: A(a) = p(a), A(x) = min(p(x), w(x)). *)
Definition spechub_accepted y : R :=
  if y == a then p a else if q a == 1 then 0 else Num.min (p y) (w y).

Definition spechub_acceptance : R := \sum_y spechub_accepted y.

Lemma token_first_ge0 x : 0 <= token_from_token_first x.
Proof. by rewrite min_ge0 ?p1.1 ?q1.1. Qed.

Lemma token_second_ge0 x : 0 <= token_from_hub_first x.
Proof. by rewrite min_ge0 ?subr_ge0 ?min_le_l ?hub_first_ge0. Qed.

Lemma left_token_ge0 x : 0 <= left_token_first x.
Proof. by rewrite subr_ge0 min_le_r. Qed.

Lemma left_hub_ge0 x : 0 <= left_hub_first x.
Proof. by rewrite subr_ge0 min_le_r. Qed.

Lemma R1_ge0 : 0 <= R1.
Proof. by apply: sumr_ge0 => x _; apply: left_token_ge0. Qed.

Lemma R2_ge0 : 0 <= R2.
Proof. by apply: sumr_ge0 => x _; apply: left_hub_ge0. Qed.

Lemma G2_ge0 : 0 <= G2.
Proof. by rewrite min_ge0 ?p1.1 ?R2_ge0. Qed.

Lemma G1_ge0 : 0 <= G1.
Proof. by rewrite subr_ge0 min_le_l. Qed.

Section ProperHub.
Hypothesis qa : q a != 1.

Lemma token_paid x : token_from_token_first x + token_from_hub_first x = Num.min (p x) (w x).
Proof. by rewrite min_split ?hub_first_ge0 // partner_split. Qed.

(** What all pairs leave is enough for the hub. *)
Lemma hub_affordable : p a <= R1 + R2.
Proof.
have -> : R1 + R2 = 1 - \sum_(x | x != a) Num.min (p x) (w x).
  rewrite -(sum_partner q1 qa) -sumrB -big_split; apply: eq_bigr => x _ /=.
  rewrite -token_paid -(partner_split q1 x qa) /left_token_first /left_hub_first.
  by move: (token_from_token_first x) (token_from_hub_first x) => u v; ring.
rewrite ler_subr_addr -[X in _ <= X]p1.2 [X in _ <= X](bigD1 a) //= ler_add2l.
by apply: ler_sum => x _; apply: min_le_l.
Qed.

Lemma G1_le : G1 <= R1.
Proof.
rewrite ler_subl_addr /G2; case: (leP (p a) R2) => _; last exact: hub_affordable.
by rewrite ler_addr R1_ge0.
Qed.

Lemma share_le1 (g r : R) : 0 <= g -> g <= r -> g / r <= 1.
Proof.
move=> g_ge0; rewrite le_eqVlt => /orP[/eqP <-|lt].
  by have [->|g_neq0] := eqVneq g 0; rewrite ?mul0r ?ler01 ?divff.
by rewrite ler_pdivr_mulr ?mul1r ?(ltW lt) // (le_lt_trans g_ge0 lt).
Qed.

Lemma share_out (g r : R) : 0 <= g -> g <= r -> r * (g / r) = g.
Proof.
move=> g_ge0 g_le; have [r0|r_neq0] := eqVneq r 0; last by rewrite mulrCA divff ?mulr1.
by rewrite r0 mul0r; apply/eqP; rewrite eq_le g_ge0 -r0 g_le.
Qed.

Let share1_ge0 : 0 <= G1 / R1. Proof. by rewrite divr_ge0 ?G1_ge0 ?R1_ge0. Qed.
Let share2_ge0 : 0 <= G2 / R2. Proof. by rewrite divr_ge0 ?G2_ge0 ?R2_ge0. Qed.

Lemma planE x y : x != a ->
  spechub_plan (x, a) y = (if y == x then token_from_token_first x
    else if y == a then left_token_first x * (G1 / R1) else 0) /\
  spechub_plan (a, x) y = (if y == x then token_from_hub_first x
    else if y == a then left_hub_first x * (G2 / R2) else 0).
Proof. by move=> /negPf xa; rewrite /spechub_plan (negPf qa) /= eqxx xa. Qed.

Lemma plan_star t y : (t.1 == a) = (t.2 == a) -> spechub_plan t y = 0.
Proof. by rewrite /spechub_plan (negPf qa) => ->; case: (_ == a). Qed.

Lemma proper_accepted y : accepted spechub_plan y = spechub_accepted y.
Proof.
rewrite /accepted (sum_star (a := a)) => [|t]; last exact: plan_star.
rewrite /spechub_accepted (negPf qa); case: eqVneq => [->|ya]; last first.
  rewrite (bigD1 y) //= big1 ?addr0 => [|x /andP[xa xy]]; last first.
    by have [-> ->] := planE y xa; rewrite eq_sym (negPf xy) (negPf ya) addr0.
  by have [-> ->] := planE y ya; rewrite eqxx token_paid.
rewrite (eq_bigr (fun x => left_token_first x * (G1 / R1) + left_hub_first x * (G2 / R2))).
  rewrite big_split -!mulr_suml /= !share_out ?G1_ge0 ?G2_ge0 ?G1_le ?min_le_r //.
  by rewrite subrK.
by move=> x xa; have [-> ->] := planE a xa; rewrite eq_sym (negPf xa) eqxx.
Qed.

Lemma proper_feasible : feasible drafted_pair law p spechub_plan.
Proof.
have row x (f l share : R) : x != a -> 0 <= f -> 0 <= l -> 0 <= share -> share <= 1 ->
    \sum_y (if y == x then f else if y == a then l * share else 0) <= f + l.
  move=> xa f_ge0 l_ge0 share_ge0 share_le; rewrite (bigD1 x) //= eqxx ler_add2l.
  rewrite (bigD1 a) 1?eq_sym //= (negPf xa) eqxx big1 ?addr0 ?ler_pimulr // => y.
  by case/andP => /negPf -> /negPf ->.
have shares : G1 / R1 <= 1 /\ G2 / R2 <= 1.
  by rewrite !share_le1 ?G1_ge0 ?G2_ge0 ?G1_le ?min_le_r.
split=> [[x1 x2] y|[x1 x2] y|[x1 x2]|y].
- rewrite /spechub_plan; do !case: ifP => _ //; rewrite ?p1.1 ?token_first_ge0 ?token_second_ge0 //.
    by rewrite mulr_ge0 ?left_token_ge0.
  by rewrite mulr_ge0 ?left_hub_ge0.
- rewrite /drafted_pair negb_or /= => /andP[/negPf y1 /negPf y2].
  rewrite /spechub_plan (negPf qa) /= y1 y2.
  case: ifP => [/andP[_ /eqP x2a]|_]; first by rewrite -x2a y2.
  by case: ifP => [/andP[/eqP x1a _]|//]; rewrite -x1a y1.
- have [star|] := eqVneq (x1 == a) (x2 == a).
    by rewrite (hub_law_star (t := (x1, x2))) // big1 // => y _; rewrite plan_star.
  have [->|x1a] := eqVneq x1 a; have [->|x2a] := eqVneq x2 a => // _.
    rewrite (hub_lawE qa x2a).2; under eq_bigr do rewrite (planE _ x2a).2.
    apply: le_trans (row _ _ _ _ x2a _ (left_hub_ge0 x2) _ shares.2) _ => //.
      exact: token_second_ge0.
    by rewrite addrC subrK.
  rewrite (hub_lawE qa x1a).1; under eq_bigr do rewrite (planE _ x1a).1.
  apply: le_trans (row _ _ _ _ x1a _ (left_token_ge0 x1) _ shares.1) _ => //.
    exact: token_first_ge0.
  by rewrite addrC subrK.
rewrite -/(accepted spechub_plan y) proper_accepted /spechub_accepted.
by case: eqVneq => [->|_]; rewrite // (negPf qa) min_le_l.
Qed.

End ProperHub.

(** ** (D) The closed form is a feasible plan with the stated accept vector, whatever the hub. *)
Theorem closed_form_accepted y : accepted spechub_plan y = spechub_accepted y.
Proof.
have [qa|qa] := eqVneq (q a) 1; last exact: proper_accepted.
rewrite /accepted (bigD1 (a, a)) //= big1 => [|t /negPf t_aa]; last first.
  by rewrite /spechub_plan qa eqxx t_aa.
by rewrite /spechub_plan /spechub_accepted qa !eqxx /= addr0.
Qed.

Theorem closed_form_feasible : feasible drafted_pair law p spechub_plan.
Proof.
have [qa|qa] := eqVneq (q a) 1; last exact: proper_feasible.
split=> [t y|t y|t|y].
- by rewrite /spechub_plan qa eqxx; case: ifP => _ //; apply: p1.1.
- by rewrite /spechub_plan qa eqxx; case: ifP => // /andP[/eqP-> /eqP->]; rewrite /drafted_pair eqxx.
- rewrite /spechub_plan /hub_law qa eqxx; case: eqP => _ /=; last by rewrite big1.
  by rewrite -big_mkcond big_pred1_eq distribution_le1.
rewrite -/(accepted spechub_plan y) closed_form_accepted /spechub_accepted qa eqxx.
by case: eqVneq => [->|_ //]; rewrite // p1.1.
Qed.

Theorem closed_form_total : total spechub_plan = spechub_acceptance.
Proof. by rewrite total_accepted; apply: eq_bigr => y _; apply: closed_form_accepted. Qed.

(** p(a) + Σ_{x≠a} min(p(x), q(x)/(1 − q(a))). *)
Theorem spechub_acceptanceE : q a != 1 ->
  spechub_acceptance = p a + \sum_(x | x != a) Num.min (p x) (q x / (1 - q a)).
Proof.
move=> qa; rewrite /spechub_acceptance (bigD1 a) //= /spechub_accepted eqxx; congr (_ + _).
by apply: eq_bigr => x /negPf ->; rewrite (negPf qa).
Qed.

(** ** (E) The closed form is optimal. No plan accepts more of any token, *)
Theorem closed_form_greatest plan : feasible drafted_pair law p plan ->
  forall y, accepted plan y <= spechub_accepted y.
Proof.
move=> ok y; rewrite /spechub_accepted.
have p_bound := plan_demand ok y.
case: eqVneq => [<- //|ya].
have plan_le t : plan t y <= law t.
  apply: le_trans (plan_supply ok t); apply: (term_le_sum (f := plan t)) => z.
  exact: (plan_ge0 ok).
have [qa|qa] := eqVneq (q a) 1.
  rewrite /accepted big1 // => t _; apply/eqP; rewrite eq_le (plan_ge0 ok) andbT.
  have [->|t_aa] := eqVneq t (a, a).
    by rewrite (plan_drafted ok) // /drafted_pair /= (negPf ya).
  by apply: le_trans (plan_le t) _; rewrite /hub_law qa eqxx (negPf t_aa).
rewrite le_minr p_bound -(partner_split q1 y qa) /accepted (sum_star (a := a)) => [|t star].
  rewrite (bigD1 y) //= big1 ?addr0 => [|x /andP[xa xy]].
    by have [<- <-] := hub_lawE qa ya; apply: ler_add.
  by rewrite !(plan_drafted ok) ?addr0 // /drafted_pair /= negb_or ?ya eq_sym xy.
apply/eqP; rewrite eq_le (plan_ge0 ok) andbT; apply: le_trans (plan_le t) _.
by rewrite hub_law_star.
Qed.

(** so its total is the optimum, *)
Theorem closed_form_is_optimal : greatest_total drafted_pair law p spechub_acceptance.
Proof.
split=> [|plan ok]; last first.
  by rewrite total_accepted; apply: ler_sum => y _; apply: closed_form_greatest.
by exists spechub_plan; [apply: closed_form_feasible | apply: closed_form_total].
Qed.

(** its accept vector is that of every optimal plan, *)
Theorem optimal_accepts_alike plan : feasible drafted_pair law p plan ->
  total plan = spechub_acceptance -> forall y, accepted plan y = spechub_accepted y.
Proof.
move=> ok; rewrite total_accepted => totalE; apply: sum_eq_pointwise.
  exact: closed_form_greatest.
by rewrite totalE.
Qed.

(** and the cut that certifies it is H = {x ≠ a : p(x) > w(x)} (all x ≠ a when q(a) = 1). *)
Definition spechub_cut : {set V} :=
  [set x | (x != a) && ((q a == 1) || (w x < p x))].

Theorem closed_form_cut : cut drafted_pair law p spechub_cut = spechub_acceptance.
Proof.
have aH : a \notin spechub_cut by rewrite inE eqxx.
rewrite /cut /spechub_acceptance [RHS](bigID (mem spechub_cut)) /=; congr (_ + _); last first.
  apply: eq_bigr => y; rewrite /spechub_accepted inE negb_and negbK negb_or -leNgt.
  case: eqVneq => [-> //|_ /= /andP[/negPf -> pw]]; by rewrite (min_idPl pw).
rewrite reachE; have [qa|qa] := eqVneq (q a) 1.
  rewrite big1 => [|t _].
    by rewrite big1 // => y; rewrite inE /spechub_accepted qa eqxx => /andP[/negPf->].
  rewrite /hub_law qa eqxx; case: eqVneq => [->|_]; last by rewrite mul0r.
  rewrite mul1r; case: (boolP (meets _ _ _)) => // /existsP[y].
  by rewrite inE /drafted_pair /= orbb => /andP[/andP[/negPf->]].
rewrite (sum_star (a := a)) => [|t star]; last by rewrite hub_law_star // mul0r.
rewrite [RHS](eq_bigl (fun x => (x != a) && (x \in spechub_cut))) => [|x]; last first.
  by rewrite inE andbA andbb.
rewrite [RHS]big_mkcondr; apply: eq_bigr => x xa.
have [-> ->] := hub_lawE qa xa.
have meetsE t : (t == (x, a)) || (t == (a, x)) -> meets drafted_pair t spechub_cut = (x \in spechub_cut).
  move=> tE; apply/existsP/idP => [[y /andP[yH]]|xH].
    by case/orP: tE => /eqP ->; rewrite /drafted_pair /= => /orP[] /eqP yE; rewrite yE // in yH *;
      rewrite yH in aH.
  by exists x; rewrite xH; case/orP: tE => /eqP ->; rewrite /drafted_pair /= eqxx ?orbT.
rewrite !meetsE ?eqxx ?orbT // -mulrDl partner_split //.
case: ifP; rewrite ?mulr1 ?mulr0 // inE (negPf qa) /= => /andP[_ wp].
by rewrite /spechub_accepted (negPf xa) (negPf qa) (min_idPr (ltW wp)).
Qed.

(** SpecHub never accepts less than a single draft does. *)
Theorem spechub_above_single : 1 - total_variation p q <= spechub_acceptance.
Proof.
rewrite -(overlapE q p1); apply: ler_sum => x _; rewrite /spechub_accepted.
case: eqVneq => [->|xa]; first exact: min_le_l.
have [qa|qa] := eqVneq (q a) 1; first by rewrite (hub_certain q1 qa xa) min_le_r.
rewrite le_minr min_le_l (le_trans (min_le_r _ _)) //.
by rewrite -(partner_split q1 x qa) ler_addl hub_first_ge0.
Qed.

End SpecHubPlan.
