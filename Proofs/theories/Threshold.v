(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * The certificate of the largest acceptance over a whole vocabulary

    What the Swift type PrefixProof checks: the order falls by p/q, no prefix has a smaller cut than H,
    and min(p, c·q) sums to that cut. This proves the value optimal, and that min(p, c·q) is what an
    optimal verifier accepts, with the residual law proportional to (p − c·q)⁺. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings MinimumCut DraftLaws Prefix.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Threshold.
Variables (R : realFieldType) (V : finType) (p q : V -> R) (g : R -> R) (rank : V -> nat).
Hypotheses (p_ge0 : forall y, 0 <= p y) (q1 : distribution q).
Hypotheses (g_concave : concave g) (g0 : g 0 = 0).
Hypothesis falls_p : falls q rank p.
Variables (X : finType) (drafted : X -> V -> bool) (Q : X -> R).
Hypothesis Q_ge0 : forall t, 0 <= Q t.
Hypothesis reachE : forall S, reach drafted Q S = g (mass q S).
Implicit Types (x y z : V) (i j : nat) (H S : {set V}).

(** min(p, c·q). *)
Definition capped (c : R) y : R := Num.min (p y) (c * q y).

Definition prefix_cut i : R := g (mass q (prefix rank i)) + mass p (~: prefix rank i).

Lemma mass_split (f : V -> R) S : \sum_y f y = mass f S + mass f (~: S).
Proof.
rewrite /mass (bigID (mem S)) /=; congr (_ + _).
by apply: eq_bigl => y; rewrite inE.
Qed.

Lemma cutE H : cut drafted Q p H = g (mass q H) + mass p (~: H).
Proof. by rewrite /cut reachE; congr (_ + _); apply: eq_bigl => y; rewrite inE. Qed.

Variables (c : R) (m : nat).
Hypothesis c_ge0 : 0 <= c.
Hypothesis least : forall i, prefix_cut m <= prefix_cut i.
Hypothesis attained : \sum_y capped c y = prefix_cut m.

Lemma capped_falls : falls q rank (capped c).
Proof.
move=> x y xy; have qx := q1.1 x; have qy := q1.1 y.
rewrite /capped ![Num.min _ _ * _]mulrC -!min_scale // le_minr !le_minl; apply/andP; split.
  by rewrite [q x * p y]mulrC [q y * p x]mulrC falls_p.
by apply/orP; right; rewrite (_ : q x * (c * q y) = q y * (c * q x)) //; ring.
Qed.

(** A prefix outside which p does not exceed c·q keeps its condition because its cut is no smaller. *)
Lemma late_prefix i : (forall y, y \notin prefix rank i -> p y <= c * q y) ->
  mass (capped c) (prefix rank i) <= g (mass q (prefix rank i)).
Proof.
move=> outside; rewrite -(ler_add2r (mass p (~: prefix rank i))).
have -> : mass p (~: prefix rank i) = mass (capped c) (~: prefix rank i).
  by apply: eq_bigr => y; rewrite inE /capped => /outside/min_idPl ->.
rewrite -mass_split attained (le_trans (least i)) // ler_add2l.
by apply: ler_sum => y; rewrite inE => /outside py; rewrite /capped (min_idPl py).
Qed.

(** Before a token that p makes exceed c·q, all tokens are limited by c·q. *)
Lemma early_capped x y : (rank x <= rank y)%N -> c * q y < p y -> capped c x = c * q x.
Proof.
move=> xy above; apply/min_idPr; have qx := q1.1 x.
have [qy0|qy] := eqVneq (q y) 0.
  have := falls_p xy; rewrite qy0 mulr0 => le.
  have py : 0 < p y by rewrite qy0 mulr0 in above.
  suff -> : q x = 0 by rewrite mulr0.
  by apply/eqP; rewrite eq_le qx andbT -(ler_pmul2l py) mulr0.
have qy_gt0 : 0 < q y by rewrite lt_neqAle eq_sym qy q1.1.
rewrite -(ler_pmul2r qy_gt0); apply: le_trans (falls_p xy).
by rewrite mulrAC ler_wpmul2r // ltW.
Qed.

Lemma capped_prefix i : mass (capped c) (prefix rank i) <= g (mass q (prefix rank i)).
Proof.
have found : exists j, (i <= j)%N && [forall y, (y \notin prefix rank j) ==> (p y <= c * q y)].
  exists (maxn i (top rank)); rewrite leq_maxl; apply/forallP => y; apply/implyP.
  have : y \in prefix rank (top rank) by rewrite prefix_top inE.
  by move=> /(subsetP (prefix_sub rank (leq_maxr i (top rank)))) ->.
have [j /andP[ij /forallP outside] minimal] := ex_minnP found.
have late := @late_prefix j (fun y => implyP (outside y)).
have [ij_eq|i_neq_j] := eqVneq i j; first by rewrite ij_eq.
have lt : (i < j)%N by rewrite ltn_neqAle i_neq_j ij.
(* The prefix before the last block does not do, so a token of that block exceeds c·q. *)
have j_gt0 : (0 < j)%N by apply: leq_ltn_trans lt.
have [y /andP[y_in above]] : exists y, (rank y >= j.-1)%N && (c * q y < p y).
  apply/existsP; apply: contraT => /existsPn none.
  have good : (i <= j.-1)%N && [forall y, (y \notin prefix rank j.-1) ==> (p y <= c * q y)].
    rewrite -ltnS prednK // lt; apply/forallP => z; apply/implyP; rewrite inE -leqNgt => z_in.
    by have := none z; rewrite z_in /= -leNgt.
  by have := minimal _ good; rewrite -ltnS prednK // ltnn.
have proportional k : (k <= j)%N -> mass (capped c) (prefix rank k) = c * mass q (prefix rank k).
  move=> kj; rewrite /mass mulr_sumr; apply: eq_bigr => x; rewrite inE => x_in.
  apply: early_capped above; apply: leq_trans y_in.
  by rewrite -ltnS prednK // (leq_trans x_in).
rewrite proportional //; rewrite proportional // in late.
set u := mass q (prefix rank i); set v := mass q (prefix rank j) in late.
have u_ge0 : 0 <= u by apply: mass_ge0.
have uv : u <= v by apply: mass_mono => //; apply: prefix_sub.
have v01 : 0 <= v <= 1 by rewrite mass_ge0 ?mass_le1.
have [v0|v_neq0] := eqVneq v 0.
  have -> : u = 0 by apply/eqP; rewrite eq_le u_ge0 -v0 uv.
  by rewrite mulr0 g0.
have v_gt0 : 0 < v by rewrite lt_neqAle eq_sym v_neq0 mass_ge0.
have s01 : 0 <= u / v <= 1.
  by rewrite divr_ge0 ?(ltW v_gt0) //= ler_pdivr_mulr // mul1r.
have zero01 : 0 <= (0 : R) <= 1 by rewrite lexx /= ler01.
have := g_concave zero01 v01 s01; rewrite g0 !mulr0 !add0r mulfVK //.
by apply: le_trans; rewrite -{1}(mulfVK v_neq0 u) mulrCA ler_wpmul2l //; case/andP: s01.
Qed.

(** ** (I) The certificate that is written for a full vocabulary is sound. *)
Theorem threshold_certificate_sound :
  (exists2 plan, feasible drafted Q p plan & forall y, accepted plan y = capped c y) /\
  greatest_total drafted Q p (prefix_cut m).
Proof.
rewrite -attained.
apply: (prefix_certificate_sound (rank := rank) q1 g_concave Q_ge0 reachE (H := prefix rank m)) => //.
- by move=> y; rewrite min_ge0 ?mulr_ge0 ?q1.1 ?min_le_l.
- by move=> y qy; rewrite /capped qy mulr0 (min_idPr (p_ge0 y)).
- exact: capped_falls.
exact: capped_prefix.
Qed.

End Threshold.

Section IndependentDrafts.
Variables (R : realFieldType) (V : finType) (p q : V -> R) (k : nat) (rank : V -> nat).
Hypotheses (p1 : distribution p) (q1 : distribution q).

(** The cut of the tokens of rank below i, for k independent drafts. *)
Definition independent_cut i : R :=
  1 - (1 - mass q (prefix rank i)) ^+ k + mass p (~: prefix rank i).

Theorem iid_threshold_certificate_sound c m : falls q rank p -> 0 <= c ->
  (forall i, independent_cut m <= independent_cut i) ->
  \sum_y Num.min (p y) (c * q y) = independent_cut m ->
  greatest_total drafted_tuple (@iid_law R V q k) p (independent_cut m).
Proof.
move=> falls_p c_ge0 least attained.
by have [] := threshold_certificate_sound p1.1 q1 (@iid_profile_concave R k) (@iid_profile0 R k)
  falls_p (iid_law_distribution k q1).1 (iid_reach k q1) c_ge0 least attained.
Qed.

End IndependentDrafts.
