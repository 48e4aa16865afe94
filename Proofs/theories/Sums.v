(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Facts about sums, minima and positive parts in an ordered field *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sums.
Variable R : realFieldType.
Implicit Types a b c x y : R.

(** The positive part x⁺. *)
Definition pos x : R := Num.max x 0.

Lemma pos_ge0 x : 0 <= pos x.
Proof. by rewrite /pos le_maxr lexx orbT. Qed.

Lemma pos_ge x : x <= pos x.
Proof. by rewrite /pos le_maxr lexx. Qed.

Lemma pos_id x : 0 <= x -> pos x = x.
Proof. by move=> x_ge0; rewrite /pos; apply/max_idPl. Qed.

Lemma pos_eq0 x : x <= 0 -> pos x = 0.
Proof. by move=> x_le0; rewrite /pos; apply/max_idPr. Qed.

Lemma min_le_l a b : Num.min a b <= a.
Proof. by rewrite le_minl lexx. Qed.

Lemma min_le_r a b : Num.min a b <= b.
Proof. by rewrite le_minl lexx orbT. Qed.

Lemma min_ge0 a b : 0 <= a -> 0 <= b -> 0 <= Num.min a b.
Proof. by move=> a_ge0 b_ge0; rewrite le_minr a_ge0 b_ge0. Qed.

Lemma min_add_pos a b : Num.min a b + pos (a - b) = a.
Proof.
case: (leP a b) => ab; first by rewrite pos_eq0 ?addr0 // subr_le0.
by rewrite pos_id ?subr_ge0 ?ltW // addrC subrK.
Qed.

Lemma sub_min a b : a - Num.min a b = pos (a - b).
Proof. by rewrite -{1}(min_add_pos a b) addrAC subrr add0r. Qed.

(** What two limits b and c allow one after the other, they allow together. *)
Lemma min_split a b c : 0 <= c ->
  Num.min a b + Num.min (a - Num.min a b) c = Num.min a (b + c).
Proof.
move=> c_ge0; case: (leP a b) => ab.
  rewrite subrr (min_idPl c_ge0) addr0; apply/esym/min_idPl.
  by rewrite (le_trans ab) // ler_addl.
by rewrite addr_minr [b + (a - b)]addrC subrK.
Qed.

Lemma min_scale c a b : 0 <= c -> Num.min (c * a) (c * b) = c * Num.min a b.
Proof. by move=> c_ge0; rewrite minr_pmulr. Qed.

Variable T : finType.
Implicit Types (f g : T -> R) (P : pred T).

(** Nonnegative terms whose sum is at most 0 all vanish. *)
Lemma sum_le0_eq0 f : (forall i, 0 <= f i) -> \sum_i f i <= 0 -> forall i, f i = 0.
Proof.
move=> f_ge0 sum_le0 i; apply: (@psumr_eq0P R T xpredT f) => //.
by apply/eqP; rewrite eq_le sum_le0 sumr_ge0.
Qed.

(** One of nonnegative terms is at most their sum. *)
Lemma term_le_sum f i : (forall j, 0 <= f j) -> f i <= \sum_j f j.
Proof. by move=> f_ge0; rewrite (bigD1 i) //= ler_addl sumr_ge0. Qed.

Lemma sum_le_subset f P P' :
  (forall i, 0 <= f i) -> subpred P P' -> \sum_(i | P i) f i <= \sum_(i | P' i) f i.
Proof.
move=> f_ge0 sub; rewrite [X in _ <= X](bigID P) /=.
rewrite [X in _ <= X + _](_ : _ = \sum_(i | P i) f i); last first.
  by apply: eq_bigl => i; case: (boolP (P i)) => [/sub ->|]; rewrite ?andbF.
by rewrite ler_addl sumr_ge0.
Qed.

(** Two families, one below the other, with the same sum, are the same. *)
Lemma sum_eq_pointwise f g :
  (forall i, f i <= g i) -> \sum_i g i <= \sum_i f i -> forall i, f i = g i.
Proof.
move=> fg sum_le i; apply/eqP; rewrite -subr_eq0 -oppr_eq0 opprB.
apply/eqP; apply: (@sum_le0_eq0 (fun j => g j - f j)) => [j|]; first by rewrite subr_ge0.
by rewrite sumrB subr_le0.
Qed.

Lemma sum_delta f (y : T) : \sum_x f x * (x == y)%:R = f y.
Proof.
rewrite (bigD1 y) //= eqxx mulr1 big1 ?addr0 // => x /negPf ->.
by rewrite mulr0.
Qed.

End Sums.
