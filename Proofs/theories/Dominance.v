(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Which scheme dominates which, and which are the same *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings MinimumCut SpecHubPlan RecursiveRejection
  DraftLaws.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** ** Only the reach of a draft law matters *)
Section Reach.
Variables (R : realFieldType) (X X' Y : finType).
Variables (drafted : X -> Y -> bool) (drafted' : X' -> Y -> bool).
Variables (Q : X -> R) (Q' : X' -> R) (p : Y -> R).
Hypotheses (Q_ge0 : forall x, 0 <= Q x) (Q'_ge0 : forall x, 0 <= Q' x).
Hypothesis p_ge0 : forall y, 0 <= p y.

(** A draft law whose drafts meet every set at least as often has at least the optimum. *)
Theorem optimum_mono v v' : (forall H, reach drafted Q H <= reach drafted' Q' H) ->
  greatest_total drafted Q p v -> greatest_total drafted' Q' p v' -> v <= v'.
Proof.
move=> below /(cut_equals_lp drafted Q_ge0 p_ge0)[H least <-].
move=> /(cut_equals_lp drafted' Q'_ge0 p_ge0)[H' _ <-].
by apply: le_trans (least H') _; rewrite ler_add2r.
Qed.

Theorem optimum_same : (forall H, reach drafted Q H = reach drafted' Q' H) ->
  forall v, greatest_total drafted Q p v <-> greatest_total drafted' Q' p v.
Proof.
move=> same v; have cutE H : cut drafted Q p H = cut drafted' Q' p H by rewrite /cut same.
split=> /cut_equals_lp => [/(_ Q_ge0 p_ge0)|/(_ Q'_ge0 p_ge0)] [H least <-].
  by apply/(cut_equals_lp drafted' Q'_ge0 p_ge0); exists H => // H'; rewrite -!cutE.
by apply/(cut_equals_lp drafted Q_ge0 p_ge0); exists H => // H'; rewrite !cutE.
Qed.

End Reach.

(** ** The hub law is greedy drafting with two drafts *)
Section Greedy.
Variables (R : realFieldType) (V : finType) (a : V) (p q : V -> R).
Hypotheses (p1 : distribution p) (q1 : distribution q).

(** Token a for certain, then one token from q without a; a twice when there is no other. *)
Definition greedy_law (t : V * V) : R :=
  if q a == 1 then (t == (a, a))%:R
  else if (t.1 == a) && (t.2 != a) then partner a q t.2 else 0.

Lemma greedy_law_ge0 t : 0 <= greedy_law t.
Proof. by rewrite /greedy_law; do !case: ifP => _; rewrite ?ler0n ?partner_ge0. Qed.

Lemma meets_swap x y (H : {set V}) : meets drafted_pair (x, y) H = meets drafted_pair (y, x) H.
Proof. by apply/existsP/existsP => -[z]; rewrite /drafted_pair /= orbC; exists z. Qed.

Theorem hub_equals_greedy (H : {set V}) :
  reach drafted_pair (hub_law a q) H = reach drafted_pair greedy_law H.
Proof.
rewrite !reachE; have [qa|qa] := eqVneq (q a) 1.
  by apply: eq_bigr => t _; rewrite /hub_law /greedy_law qa eqxx.
have greedy_star t : (t.1 == a) = (t.2 == a) -> greedy_law t = 0.
  by rewrite /greedy_law (negPf qa) => ->; case: (_ == a).
rewrite (sum_star (a := a)) => [|t star]; last by rewrite hub_law_star // mul0r.
rewrite [RHS](sum_star (a := a)) => [|t star]; last by rewrite greedy_star // mul0r.
apply: eq_bigr => x xa; have [-> ->] := hub_lawE qa xa.
rewrite (meets_swap x) -mulrDl partner_split //.
by rewrite /greedy_law (negPf qa) /= eqxx (negPf xa) /= mul0r add0r.
Qed.

(** So SpecHub's closed form is the optimum of greedy drafting, too. *)
Corollary greedy_optimum : greatest_total drafted_pair greedy_law p (spechub_acceptance a p q).
Proof.
apply/(optimum_same (Q := hub_law a q) (hub_law_ge0 a q1) greedy_law_ge0 p1.1 hub_equals_greedy).
exact: closed_form_is_optimal.
Qed.

End Greedy.

(** ** What RRS accepts *)
Section Thresholds.
Variables (R : realFieldType) (V : finType) (p q : V -> R).
Hypotheses (p1 : distribution p) (q1 : distribution q).

(** R(c) = Σ (p − c·q)⁺ and c₀ = 0, c_{i+1} = c_i + R(c_i). *)
Definition excess (c : R) : R := \sum_x pos (p x - c * q x).
Definition next (c : R) : R := c + excess c.
Definition threshold k : R := iter k next 0.

(** The target after rejections that have brought the threshold to c. *)
Definition left_target (c : R) (x : V) : R := pos (p x - c * q x) / excess c.

Lemma excess_ge0 c : 0 <= excess c.
Proof. by apply: sumr_ge0 => x _; apply: pos_ge0. Qed.

Lemma pos_scale (b x : R) : 0 <= b -> b * pos x = pos (b * x).
Proof. by move=> b_ge0; rewrite /pos maxr_pmulr // mulr0. Qed.

(** Two positive parts one after the other are one: ((p − cq)⁺ − mq)⁺ = (p − (c + m)q)⁺. *)
Lemma pos_pos (u v : R) : 0 <= v -> pos (pos u - v) = pos (u - v).
Proof.
move=> v_ge0; case: (leP u 0) => u0; last by rewrite [pos u]pos_id // ltW.
by rewrite [pos u]pos_eq0 // !pos_eq0 // subr_le0 // (le_trans u0).
Qed.

Lemma left_target_step c : excess c != 0 ->
  excess c * total_variation (left_target c) q = excess (next c) /\
  forall x, residual (left_target c) q x = left_target (next c) x.
Proof.
move=> m_neq0; have m_ge0 := excess_ge0 c.
have stepE x : excess c * pos (left_target c x - q x) = pos (p x - next c * q x).
  rewrite pos_scale // mulrBr /left_target mulrCA divff // mulr1 pos_pos ?mulr_ge0 ?q1.1 //.
  by congr pos; rewrite /next; ring.
have tvE : excess c * total_variation (left_target c) q = excess (next c).
  by rewrite mulr_sumr; apply: eq_bigr => x _; apply: stepE.
split=> // x; rewrite /residual /left_target -tvE -[in RHS]stepE.
by rewrite -mulf_div divff ?mul1r.
Qed.

(** The rule does not look at the history, and at the target pointwise only. *)
Lemma rrs_accepted_ext n h h' (t t' : V -> R) x : t =1 t' ->
  recursive_accepted (with_replacement q) n h t x =
  recursive_accepted (with_replacement q) n h' t' x.
Proof.
elim: n h h' t t' => [|n IH] h h' t t' tt' //=; apply: eq_bigr => y _.
have testE : test t q y = test t' q y by rewrite /test tt'.
rewrite testE; congr (_ * (_ + _ * _)); apply: IH => z; rewrite /residual tt'; congr (_ / _).
by apply: eq_bigr => w _; rewrite tt'.
Qed.

Lemma accepted_from c n h x : 0 <= c -> excess c != 0 ->
  excess c * recursive_accepted (with_replacement q) n h (left_target c) x =
  Num.min (p x) (iter n next c * q x) - Num.min (p x) (c * q x).
Proof.
elim: n c h => [|n IH] c h c_ge0 m_neq0; first by rewrite /= mulr0 subrr.
have m_ge0 := excess_ge0 c; have [tvE residualE] := left_target_step m_neq0.
have target1 : distribution (left_target c).
  split=> [y|]; first by rewrite divr_ge0 ?pos_ge0 ?excess_ge0.
  by rewrite -mulr_suml divff.
have next_ge0 : 0 <= next c by rewrite addr_ge0.
have first : excess c * Num.min (left_target c x) (q x) =
    Num.min (p x) (next c * q x) - Num.min (p x) (c * q x).
  rewrite -min_scale // /left_target mulrCA divff // mulr1 -sub_min.
  rewrite /next mulrDl -min_split ?mulr_ge0 ?q1.1 //.
  by rewrite [in RHS]addrAC subrr add0r.
rewrite iterSr /=; under eq_bigr do rewrite mulrDr mulrA mulrA.
rewrite big_split /= sum_delta drafted_accepted ?target1.1 ?q1.1 // mulrDr first.
rewrite (eq_bigr (fun y => q y * (1 - test (left_target c) q y) *
    recursive_accepted (with_replacement q) n h (left_target (next c)) x)) => [|y _]; last first.
  by congr (_ * _); apply: rrs_accepted_ext.
rewrite -mulr_suml sum_rejected // mulrA tvE.
have [m'0|m'] := eqVneq (excess (next c)) 0; last first.
  by rewrite IH // addrC addrA subrK.
rewrite m'0 mul0r addr0; congr (Num.min _ (_ * _) - _).
by elim: n {IH} => // n IHn; rewrite iterS -IHn /next -/(next c) m'0 addr0.
Qed.

(** ** (J) RRS accepts min(p, c_k·q) of every token, 1 − R(c_k) in all. *)
Theorem rrs_accepted k x :
  recursive_accepted (with_replacement q) k [::] p x = Num.min (p x) (threshold k * q x).
Proof.
have m1 : excess 0 = 1.
  rewrite -p1.2; apply: eq_bigr => y _; rewrite mul0r subr0 pos_id //; exact: p1.1.
have := @accepted_from 0 k [::] x (lexx 0); rewrite m1 oner_eq0 => /(_ isT).
rewrite mul1r mul0r (min_idPr (p1.1 x)) subr0 => <-; apply: rrs_accepted_ext => y.
by rewrite /left_target m1 divr1 mul0r subr0 pos_id // p1.1.
Qed.

Theorem rrs_acceptanceE k :
  recursive_acceptance (with_replacement q) k [::] p = 1 - excess (threshold k).
Proof.
rewrite /recursive_acceptance -p1.2 -sumrB; apply: eq_bigr => x _.
rewrite rrs_accepted -[X in X - _](min_add_pos (p x) (threshold k * q x)).
by rewrite addrK.
Qed.

(** More drafts never hurt RRS. *)
Corollary rrs_monotone k :
  recursive_acceptance (with_replacement q) k [::] p <=
  recursive_acceptance (with_replacement q) k.+1 [::] p.
Proof.
apply: ler_sum => x _; rewrite !rrs_accepted le_minr min_le_l.
rewrite (le_trans (min_le_r _ _)) // ler_wpmul2r ?q1.1 // ler_addl excess_ge0 //.
Qed.

End Thresholds.

(** ** SpecHub against RRS with two drafts, where the hub is heavy enough *)
Section HeavyHub.
Variables (R : realFieldType) (V : finType) (a : V) (p q : V -> R).
Hypotheses (p1 : distribution p) (q1 : distribution q).

(** q(a)/(1 − q(a)) ≥ TV suffices for α_SpecHub ≥ α_RRS. Without it the claim is false
    (Counterexamples.v). *)
Theorem spechub_above_rrs : q a != 1 -> total_variation p q <= q a / (1 - q a) ->
  recursive_acceptance (with_replacement q) 2 [::] p <= spechub_acceptance a p q.
Proof.
move=> qa heavy; have rest_neq0 := lt0r_neq0 (rest_gt0 q1 qa).
apply: ler_sum => x _; rewrite rrs_accepted // /spechub_accepted (negPf qa).
case: eqVneq => [->|_]; first exact: min_le_l.
rewrite le_minr min_le_l (le_trans (min_le_r _ _)) //.
rewrite /partner [q x / _]mulrC ler_wpmul2r ?q1.1 //.
have m1 : excess p q 0 = 1.
  by rewrite -p1.2; apply: eq_bigr => y _; rewrite mul0r subr0 pos_id // p1.1.
have -> : threshold p q 2 = 1 + total_variation p q.
  rewrite /threshold /= /next m1 add0r; congr (_ + _).
  by apply: eq_bigr => y _; rewrite mul1r.
have -> : (1 - q a)^-1 = 1 + q a / (1 - q a) by field.
by rewrite ler_add2l.
Qed.

End HeavyHub.
