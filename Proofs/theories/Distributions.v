(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Finite distributions, overlap and total variation *)

From mathcomp Require Import all_ssreflect all_algebra.
From SpecHub Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Distributions.
Variables (R : realFieldType) (T : finType).
Implicit Types p q : T -> R.

Definition distribution p : Prop := (forall x, 0 <= p x) /\ \sum_x p x = 1.

(** Σ min(p, q), the mass that p and q share. *)
Definition overlap p q : R := \sum_x Num.min (p x) (q x).

(** Σ (p − q)⁺, the total variation distance of two distributions. *)
Definition total_variation p q : R := \sum_x pos (p x - q x).

(** (p − q)⁺ normalised: what the target still wants after a rejected draft. When p ≤ q it is 0/0,
    which is 0 in this library; no theorem relies on it then. *)
Definition residual p q x : R := pos (p x - q x) / total_variation p q.

Lemma overlap_add_total_variation p q : overlap p q + total_variation p q = \sum_x p x.
Proof. by rewrite -big_split /=; apply: eq_bigr => x _; rewrite min_add_pos. Qed.

Lemma overlapC p q : overlap p q = overlap q p.
Proof. by apply: eq_bigr => x _; rewrite minC. Qed.

Lemma total_variation_ge0 p q : 0 <= total_variation p q.
Proof. by rewrite sumr_ge0 // => x _; rewrite pos_ge0. Qed.

Lemma total_variationC p q :
  distribution p -> distribution q -> total_variation p q = total_variation q p.
Proof.
move=> [_ p1] [_ q1]; apply: (@addrI _ (overlap p q)).
by rewrite overlap_add_total_variation overlapC overlap_add_total_variation p1 q1.
Qed.

Lemma overlapE p q : distribution p -> overlap p q = 1 - total_variation p q.
Proof. by case=> _ <-; rewrite -(overlap_add_total_variation p q) addrK. Qed.

(** The usual form of the total variation, half the sum of the differences. *)
Lemma total_variation_half p q : distribution p -> distribution q ->
  \sum_x `|p x - q x| = total_variation p q *+ 2.
Proof.
move=> pd qd; rewrite mulr2n {2}(total_variationC pd qd) -big_split /=.
apply: eq_bigr => x _; case: (leP (p x) (q x)) => pq.
  rewrite pos_eq0 ?subr_le0 // add0r pos_id ?subr_ge0 //.
  by rewrite ler0_norm ?subr_le0 // opprB.
rewrite pos_id ?subr_ge0 ?ltW // pos_eq0 ?subr_le0 ?ltW // addr0.
by rewrite gtr0_norm ?subr_gt0.
Qed.

Lemma distribution_le1 p : distribution p -> forall x, p x <= 1.
Proof. by case=> p_ge0 p1 x; rewrite -p1 term_le_sum. Qed.

Lemma residual_distribution p q :
  total_variation p q != 0 -> distribution (residual p q).
Proof.
move=> tv; split=> [x|]; last by rewrite -mulr_suml divff.
by rewrite divr_ge0 ?pos_ge0 ?total_variation_ge0.
Qed.

(** Where the distance is 0 the first is below the second, hence, for distributions, equal. *)
Lemma total_variation_eq0 p q : distribution p -> distribution q ->
  total_variation p q = 0 -> forall x, p x = q x.
Proof.
move=> [_ p1] [_ q1] tv0; apply: sum_eq_pointwise; last by rewrite p1 q1.
move=> x; rewrite -subr_le0 (le_trans (pos_ge _)) //.
by rewrite (@sum_le0_eq0 R T (fun x => pos (p x - q x))) //=;
  [move=> i; rewrite pos_ge0 | rewrite -/(total_variation p q) tv0].
Qed.

End Distributions.
