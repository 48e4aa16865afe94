(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Plans, their completion to couplings, and what they emit

    X is the set of draft outcomes (tuples, or the sets of their tokens), Y the vocabulary,
    [drafted x y] says that token y is one of the drafts of outcome x, Q is the draft law on X, p the
    target on Y. Everything about verification at one position is stated in this generality. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Couplings.
Variables (R : realFieldType) (X Y : finType) (drafted : X -> Y -> bool).
Variables (Q : X -> R) (p : Y -> R).
Implicit Types plan coupling : X -> Y -> R.

(** The rows of the acceptance program. *)
Record feasible plan : Prop := Feasible {
  plan_ge0 : forall x y, 0 <= plan x y;
  plan_drafted : forall x y, ~~ drafted x y -> plan x y = 0;
  plan_supply : forall x, \sum_y plan x y <= Q x;
  plan_demand : forall y, \sum_x plan x y <= p y }.

(** A(y), the mass of each token accepted from the drafts, and the total of a plan. *)
Definition accepted plan y : R := \sum_x plan x y.
Definition total plan : R := \sum_x \sum_y plan x y.

Lemma total_accepted plan : total plan = \sum_y accepted plan y.
Proof. exact: exchange_big. Qed.

(** What is left of the law, of the target, and of the whole mass. *)
Definition left_supply plan x : R := Q x - \sum_y plan x y.
Definition left_demand plan y : R := p y - accepted plan y.
Definition rest plan : R := 1 - total plan.

(** The rows of the full program: couplings of Q and p, and their rejection. *)
Record is_coupling coupling : Prop := Coupling {
  coupling_ge0 : forall x y, 0 <= coupling x y;
  coupling_supply : forall x, \sum_y coupling x y = Q x;
  coupling_demand : forall y, \sum_x coupling x y = p y }.

Definition acceptance coupling : R := \sum_x \sum_(y | drafted x y) coupling x y.
Definition rejection coupling : R := \sum_x \sum_(y | ~~ drafted x y) coupling x y.

(** The plan completed by the product of what is left. *)
Definition completion plan x y : R :=
  plan x y + left_supply plan x * left_demand plan y / rest plan.

(** The rule that carries a plan out: given x, accept y with probability π(x, y)/Q(x); otherwise,
    with what remains of the probability, draw from the residual law (p − A)/r. *)
Definition output plan x y : R :=
  plan x y / Q x + left_supply plan x / Q x * (left_demand plan y / rest plan).

(** The law of the emitted token. *)
Definition output_law plan y : R := \sum_x Q x * output plan x y.

Section Feasible.
Variable plan : X -> Y -> R.
Hypotheses (Q1 : distribution Q) (p1 : distribution p) (ok : feasible plan).

Let Q_ge0 := Q1.1.
Let p_ge0 := p1.1.

Lemma left_supply_ge0 x : 0 <= left_supply plan x.
Proof. by rewrite subr_ge0 (plan_supply ok). Qed.

Lemma left_demand_ge0 y : 0 <= left_demand plan y.
Proof. by rewrite subr_ge0 (plan_demand ok). Qed.

Lemma sum_left_supply : \sum_x left_supply plan x = rest plan.
Proof. by rewrite sumrB Q1.2. Qed.

Lemma sum_left_demand : \sum_y left_demand plan y = rest plan.
Proof. by rewrite sumrB p1.2 -total_accepted. Qed.

Lemma rest_ge0 : 0 <= rest plan.
Proof. by rewrite -sum_left_supply sumr_ge0 // => x _; rewrite left_supply_ge0. Qed.

Lemma total_le1 : total plan <= 1.
Proof. by rewrite -subr_ge0 rest_ge0. Qed.

(** When nothing is left in total nothing is left anywhere. *)
Lemma left_supply_eq0 : rest plan = 0 -> forall x, left_supply plan x = 0.
Proof.
move=> r0; apply: sum_le0_eq0 => [x|]; first exact: left_supply_ge0.
by rewrite sum_left_supply r0.
Qed.

Lemma left_demand_eq0 : rest plan = 0 -> forall y, left_demand plan y = 0.
Proof.
move=> r0; apply: sum_le0_eq0 => [y|]; first exact: left_demand_ge0.
by rewrite sum_left_demand r0.
Qed.

Lemma sum_completion_supply x : \sum_y completion plan x y = Q x.
Proof.
rewrite big_split /= -mulr_suml -mulr_sumr sum_left_demand.
have [r0|r_neq0] := eqVneq (rest plan) 0.
  by move/eqP: (left_supply_eq0 r0 x); rewrite r0 mulr0 mul0r addr0 subr_eq0 => /eqP ->.
by rewrite mulfK // addrC subrK.
Qed.

Lemma sum_completion_demand y : \sum_x completion plan x y = p y.
Proof.
rewrite big_split /= -mulr_suml -mulr_suml sum_left_supply.
have [r0|r_neq0] := eqVneq (rest plan) 0.
  by move/eqP: (left_demand_eq0 r0 y); rewrite r0 !mul0r addr0 subr_eq0 => /eqP ->.
by rewrite [rest plan * _]mulrC mulfK // addrC subrK.
Qed.

Lemma completion_coupling : is_coupling (completion plan).
Proof.
split=> [x y||]; [|exact: sum_completion_supply|exact: sum_completion_demand].
rewrite addr_ge0 ?(plan_ge0 ok) // divr_ge0 ?rest_ge0 //.
by rewrite mulr_ge0 ?left_supply_ge0 ?left_demand_ge0.
Qed.

(** The rule has the completion as its joint law, also where Q(x) = 0. *)
Lemma output_completion x y : Q x * output plan x y = completion plan x y.
Proof.
rewrite /output mulrDr [Q x * (plan x y / _)]mulrCA.
have [Qx0|Qx] := eqVneq (Q x) 0; last first.
  rewrite divff // mulr1 /completion -[_ * _ / rest plan]mulrA; congr (_ + _).
  by rewrite mulrA [Q x * (_ / _)]mulrCA divff // mulr1.
have sum0 : \sum_y plan x y = 0.
  apply/eqP; rewrite eq_le sumr_ge0 ?andbT => [|z _]; last exact: (plan_ge0 ok).
  by rewrite (le_trans (plan_supply ok x)) ?Qx0.
have plan0 : plan x y = 0.
  by apply: (sum_le0_eq0 (f := plan x)) => [z|]; rewrite ?sum0 // (plan_ge0 ok).
by rewrite /completion /left_supply plan0 sum0 Qx0 subr0 !mul0r !addr0.
Qed.

(** ** (A) Marginal preservation: any feasible plan, optimal or not, emits exactly p. *)
Theorem marginal_preserved y : output_law plan y = p y.
Proof.
rewrite -(sum_completion_demand y); apply: eq_bigr => x _.
exact: output_completion.
Qed.

(** What the rule does on an outcome that occurs is a law; with nothing left to draw, too. *)
Theorem output_distribution x : Q x != 0 -> distribution (output plan x).
Proof.
move=> Qx; have QV : 0 <= (Q x)^-1 by rewrite invr_ge0 Q_ge0.
split=> [y|].
  rewrite addr_ge0 ?mulr_ge0 ?(plan_ge0 ok) ?left_supply_ge0 ?left_demand_ge0 //.
  by rewrite invr_ge0 rest_ge0.
apply: (mulfI Qx); rewrite mulr1 -[RHS](sum_completion_supply x) mulr_sumr.
by apply: eq_bigr => y _; rewrite output_completion.
Qed.

(** The completion accepts at least what the plan does. *)
Lemma completion_acceptance : total plan <= acceptance (completion plan).
Proof.
apply: ler_sum => x _.
rewrite (bigID (drafted x)) /= [X in _ + X]big1 ?addr0 => [|y]; last exact: plan_drafted.
apply: ler_sum => y _; rewrite ler_addl divr_ge0 ?rest_ge0 //.
by rewrite mulr_ge0 ?left_supply_ge0 ?left_demand_ge0.
Qed.

End Feasible.

Section Coupling.
Variable coupling : X -> Y -> R.
Hypothesis ok : is_coupling coupling.

Lemma acceptance_add_rejection : distribution Q -> acceptance coupling + rejection coupling = 1.
Proof.
case=> _ <-; rewrite -big_split; apply: eq_bigr => x _ /=.
by rewrite -(coupling_supply ok x) [RHS](bigID (drafted x)).
Qed.

(** A coupling with everything outside the drafts forgotten. *)
Definition restriction x y : R := if drafted x y then coupling x y else 0.

Lemma restriction_feasible : feasible restriction.
Proof.
have le x y : restriction x y <= coupling x y.
  by rewrite /restriction; case: ifP => // _; apply: (coupling_ge0 ok).
split=> [x y|x y /negPf xy|x|y]; rewrite /restriction ?xy //.
- by case: ifP => // _; apply: (coupling_ge0 ok).
- by rewrite -(coupling_supply ok x); apply: ler_sum => y _; exact: le.
by rewrite -(coupling_demand ok y); apply: ler_sum => x _; exact: le.
Qed.

Lemma restriction_total : total restriction = acceptance coupling.
Proof. by apply: eq_bigr => x _; rewrite [RHS]big_mkcond. Qed.

End Coupling.

(** v is the optimum of the acceptance program: a greatest total, attained. *)
Definition greatest_total v : Prop :=
  (exists2 plan, feasible plan & total plan = v) /\
  (forall plan, feasible plan -> total plan <= v).

(** c is the optimum of the full program: a least rejection, attained. *)
Definition least_rejection c : Prop :=
  (exists2 coupling, is_coupling coupling & rejection coupling = c) /\
  (forall coupling, is_coupling coupling -> c <= rejection coupling).

(** ** (B) The acceptance program has the optimum of the full coupling program. *)
Theorem simplified_equals_full v : distribution Q -> distribution p ->
  greatest_total v <-> least_rejection (1 - v).
Proof.
move=> Q1 p1.
have total_of coupling : is_coupling coupling ->
    total (restriction coupling) = 1 - rejection coupling.
  by move=> ok; rewrite restriction_total -(acceptance_add_rejection ok Q1) addrK.
have rejection_of plan : feasible plan -> rejection (completion plan) <= 1 - total plan.
  move=> ok; rewrite -(acceptance_add_rejection (completion_coupling Q1 p1 ok) Q1).
  by rewrite addrC addrA ler_addr addrC subr_ge0 completion_acceptance.
split=> -[[witness ok value] best]; split.
- exists (completion witness); first exact: completion_coupling.
  apply/eqP; rewrite eq_le -{1}value rejection_of //=.
  have := best _ (restriction_feasible (completion_coupling Q1 p1 ok)).
  rewrite total_of; last exact: completion_coupling.
  by rewrite ler_subl_addr addrC -ler_subl_addr.
- move=> coupling okc; have := best _ (restriction_feasible okc).
  by rewrite total_of // ler_subl_addr addrC -ler_subl_addr.
- exists (restriction witness); first exact: restriction_feasible.
  by rewrite total_of // value opprB addrC subrK.
move=> plan okp; have := le_trans (best _ (completion_coupling Q1 p1 okp)) (rejection_of _ okp).
by rewrite ler_add2l ler_opp2.
Qed.

End Couplings.
