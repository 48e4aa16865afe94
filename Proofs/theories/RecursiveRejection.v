(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Rejection sampling: one draft, and recursively with any drafter

    A drafter maps the list of drafts rejected so far to the law of the next draft, or stops. The
    verifier accepts draft x with probability min(1, p(x)/q(x)), q the drafter's law, and otherwise
    goes on with the residual (p − q)⁺ normalised as its target. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Step.
Variables (R : realFieldType) (V : finType).
Implicit Types (p q : V -> R) (x y : V).

(** The probability that draft x is accepted. *)
Definition test p q x : R := Num.min 1 (p x / q x).

(** Drafted and accepted, drafted and rejected. *)
Lemma drafted_accepted p q x : 0 <= p x -> 0 <= q x -> q x * test p q x = Num.min (p x) (q x).
Proof.
move=> px qx; rewrite /test -min_scale // mulr1 minC.
have [-> |q_neq0] := eqVneq (q x) 0; first by rewrite mul0r (min_idPr px) minxx.
by rewrite mulrCA divff // mulr1.
Qed.

Lemma drafted_rejected p q x : 0 <= p x -> 0 <= q x -> q x * (1 - test p q x) = pos (q x - p x).
Proof. by move=> px qx; rewrite mulrBr mulr1 drafted_accepted // minC sub_min. Qed.

Lemma test_le1 p q x : test p q x <= 1.
Proof. exact: min_le_l. Qed.

Lemma test_ge0 p q x : 0 <= p x -> 0 <= q x -> 0 <= test p q x.
Proof. by move=> px qx; rewrite min_ge0 ?ler01 ?divr_ge0. Qed.

(** ** (F) A single draft *)
Definition single_output p q y : R :=
  q y * test p q y + (\sum_x q x * (1 - test p q x)) * residual p q y.

Definition single_acceptance p q : R := \sum_x q x * test p q x.

Variables (p q : V -> R) (p1 : distribution p) (q1 : distribution q).

Lemma sum_accepted : \sum_x q x * test p q x = overlap p q.
Proof. by apply: eq_bigr => x _; rewrite drafted_accepted ?p1.1 ?q1.1. Qed.

Lemma sum_rejected : \sum_x q x * (1 - test p q x) = total_variation p q.
Proof.
rewrite (total_variationC p1 q1); apply: eq_bigr => x _.
by rewrite drafted_rejected ?p1.1 ?q1.1.
Qed.

Theorem single_draft_acceptance : single_acceptance p q = 1 - total_variation p q.
Proof. by rewrite /single_acceptance sum_accepted overlapE. Qed.

(** min(p, q) and what the residual adds. *)
Lemma step_output (rest : V -> R) :
  (total_variation p q != 0 -> forall y, rest y = residual p q y) ->
  forall y, q y * test p q y + total_variation p q * rest y = p y.
Proof.
move=> restE y; rewrite drafted_accepted ?p1.1 ?q1.1 //.
have [tv0|tv] := eqVneq (total_variation p q) 0; last first.
  by rewrite restE // /residual mulrCA divff // mulr1 min_add_pos.
by rewrite tv0 mul0r addr0 -(total_variation_eq0 p1 q1 tv0) minxx.
Qed.

Theorem single_draft_preserves_target y : single_output p q y = p y.
Proof. by rewrite /single_output sum_rejected step_output. Qed.

(** No rule that accepts the one draft or nothing accepts more often. *)
Theorem single_draft_optimal plan :
  feasible (fun x y : V => x == y) q p plan -> total plan <= single_acceptance p q.
Proof.
move=> ok; rewrite /single_acceptance sum_accepted; apply: ler_sum => x _.
have diagonal : \sum_y plan x y = plan x x.
  rewrite (bigD1 x) //= big1 ?addr0 // => y yx.
  by apply: (plan_drafted ok); rewrite eq_sym.
rewrite le_minr; apply/andP; split; last exact: plan_supply ok x.
rewrite diagonal; apply: le_trans (plan_demand ok x).
by apply: (term_le_sum (f := plan^~ x)) => z; apply: (plan_ge0 ok).
Qed.

End Step.

Section RecursiveRejection.
Variables (R : realFieldType) (V : finType).
Variable drafter : seq V -> option (V -> R).
Implicit Types (p : V -> R) (h : seq V) (x y : V).

(** The probability that the rule, with n drafts to go, history h and target p, emits y. *)
Fixpoint recursive_output n h p y : R :=
  match n, drafter h with
  | n'.+1, Some q => \sum_x q x *
      (test p q x * (x == y)%:R +
       (1 - test p q x) * recursive_output n' (rcons h x) (residual p q) y)
  | _, _ => p y
  end.

(** The probability that it accepts draft y. *)
Fixpoint recursive_accepted n h p y : R :=
  match n, drafter h with
  | n'.+1, Some q => \sum_x q x *
      (test p q x * (x == y)%:R +
       (1 - test p q x) * recursive_accepted n' (rcons h x) (residual p q) y)
  | _, _ => 0
  end.

Definition recursive_acceptance n h p : R := \sum_y recursive_accepted n h p y.

(** Wherever the drafter does not stop it draws from a distribution. *)
Definition lawful : Prop := forall h q, drafter h = Some q -> distribution q.

Hypothesis drafter_lawful : lawful.

Lemma recursive_split h p q y (rest : seq V -> V -> R) :
  distribution p -> distribution q ->
  (total_variation p q != 0 -> forall x, rest (rcons h x) y = residual p q y) ->
  \sum_x q x * (test p q x * (x == y)%:R + (1 - test p q x) * rest (rcons h x) y) = p y.
Proof.
move=> p1 q1 restE; rewrite -[RHS](step_output p1 q1 (rest := residual p q)) //.
under eq_bigr do rewrite mulrDr mulrA mulrA.
rewrite big_split /= sum_delta; congr (_ + _).
have [tv0|tv] := eqVneq (total_variation p q) 0; last first.
  under eq_bigr do rewrite restE //.
  by rewrite -mulr_suml sum_rejected.
rewrite tv0 mul0r big1 // => x _.
rewrite (@sum_le0_eq0 R V (fun x => q x * (1 - test p q x))) ?mul0r // => [z|].
  by rewrite mulr_ge0 ?q1.1 // subr_ge0 test_le1.
by rewrite sum_rejected // tv0.
Qed.

(** ** (G) Recursive rejection preserves the target, for every drafter and every number of drafts. *)
Theorem recursive_rejection_preserves_target n h p :
  distribution p -> forall y, recursive_output n h p y = p y.
Proof.
elim: n h p => [|n IH] h p p1 y //=.
case draws: (drafter h) => [q|] //.
have q1 := drafter_lawful draws.
apply: (recursive_split (h := h) (rest := fun h' => recursive_output n h' (residual p q))) => //.
by move=> tv x; apply: IH; apply: residual_distribution.
Qed.

(** What is accepted is emitted, so at most p. *)
Lemma recursive_accepted_ge0 n h p y : (forall z, 0 <= p z) -> 0 <= recursive_accepted n h p y.
Proof.
elim: n h p => [|n IH] h p p_ge0 //=; case draws: (drafter h) => [q|] //.
have [q_ge0 _] := drafter_lawful draws; apply: sumr_ge0 => x _.
rewrite mulr_ge0 // addr_ge0 // mulr_ge0 ?test_ge0 ?ler0n ?subr_ge0 ?test_le1 //.
by apply: IH => z; rewrite divr_ge0 ?pos_ge0 ?total_variation_ge0.
Qed.

Lemma recursive_accepted_le_output n h p y :
  (forall z, 0 <= p z) -> recursive_accepted n h p y <= recursive_output n h p y.
Proof.
elim: n h p => [|n IH] h p p_ge0 //=; case draws: (drafter h) => [q|] //.
have [q_ge0 _] := drafter_lawful draws; apply: ler_sum => x _.
rewrite ler_wpmul2l // ler_add2l ler_wpmul2l ?subr_ge0 ?test_le1 //.
by apply: IH => z; rewrite divr_ge0 ?pos_ge0 ?total_variation_ge0.
Qed.

Corollary recursive_accepted_le n h p :
  distribution p -> forall y, recursive_accepted n h p y <= p y.
Proof.
move=> p1 y; rewrite -[X in _ <= X](recursive_rejection_preserves_target n h p1 y).
exact: recursive_accepted_le_output p1.1.
Qed.

End RecursiveRejection.

(** ** RRS and RRSw *)
Section Drafters.
Variables (R : realFieldType) (V : finType) (q : V -> R).
Hypothesis q1 : distribution q.

(** Every draft from q. *)
Definition with_replacement (h : seq V) : option (V -> R) := Some q.

(** The mass of the tokens not yet drafted, and q restricted to them; stop when it is exhausted. *)
Definition mass_left (h : seq V) : R := \sum_(x | x \notin h) q x.

Definition without_replacement (h : seq V) : option (V -> R) :=
  if mass_left h == 0 then None
  else Some (fun x => if x \in h then 0 else q x / mass_left h).

Lemma with_replacement_lawful : lawful with_replacement.
Proof. by move=> h _ [<-]. Qed.

Lemma mass_left_ge0 h : 0 <= mass_left h.
Proof. by apply: sumr_ge0 => x _; apply: q1.1. Qed.

Lemma without_replacement_lawful : lawful without_replacement.
Proof.
move=> h law; rewrite /without_replacement; case: eqVneq => // left_neq0 [<-]; split=> [x|].
  by case: ifP => // _; rewrite divr_ge0 ?q1.1 ?mass_left_ge0.
rewrite (eq_bigr (fun x => (if x \notin h then q x else 0) / mass_left h)) => [|x _].
  by rewrite -mulr_suml -big_mkcond divff.
by case: (x \in h); rewrite ?mul0r.
Qed.

(** (G) for the two schemes: k drafts, with and without replacement. *)
Theorem rrs_preserves_target k p y : distribution p ->
  recursive_output with_replacement k [::] p y = p y.
Proof.
by move=> p1; apply: recursive_rejection_preserves_target p1 y; apply: with_replacement_lawful.
Qed.

Theorem rrsw_preserves_target k p y : distribution p ->
  recursive_output without_replacement k [::] p y = p y.
Proof.
by move=> p1; apply: recursive_rejection_preserves_target p1 y; apply: without_replacement_lawful.
Qed.

End Drafters.
