(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Drafts without replacement have at least the optimum of independent drafts *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings MinimumCut RecursiveRejection DraftLaws
  Dominance.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section WithoutReplacement.
Variables (R : realFieldType) (V : finType) (q : V -> R).
Hypothesis q1 : distribution q.
Implicit Types (h t : seq V) (T S : {set V}) (x : V).

Local Notation drafter := (without_replacement q).

(** q(T), and the mass of T that is not yet drafted. *)
Definition mass_of T : R := \sum_(x in T) q x.
Definition fresh T h : R := \sum_(x | (x \in T) && (x \notin h)) q x.

Lemma fresh_le T h : fresh T h <= mass_of T.
Proof. by apply: sum_le_subset => [x|x /andP[]//]; apply: q1.1. Qed.

Lemma fresh_ge0 T h : 0 <= fresh T h.
Proof. by apply: sumr_ge0 => x _; apply: q1.1. Qed.

Lemma mass_of_le1 T : mass_of T <= 1.
Proof. by rewrite -q1.2; apply: sum_le_subset => // x; apply: q1.1. Qed.

Lemma mass_of_ge0 T : 0 <= mass_of T.
Proof. by apply: sumr_ge0 => x _; apply: q1.1. Qed.

(** When all drafts so far are in T, what is left is what is fresh in T and all that is not in T. *)
Lemma mass_left_split T h : {subset h <= T} -> mass_left q h = fresh T h + (1 - mass_of T).
Proof.
move=> hT; rewrite /mass_left (bigID (mem T)) /=; congr (_ + _).
  by apply: eq_bigl => x; rewrite andbC.
rewrite -q1.2 [in RHS](bigID (mem T)) /= addrAC subrr add0r; apply: eq_bigl => x.
by case: (boolP (x \in T)) => xT; rewrite ?andbF // andbT; apply: contra xT => /hT.
Qed.

(** The next draft is in T with probability at most q(T). *)
Lemma next_in T h : {subset h <= T} -> mass_left q h != 0 ->
  fresh T h / mass_left q h <= mass_of T.
Proof.
move=> hT left_neq0; have left_gt0 : 0 < mass_left q h.
  by rewrite lt_neqAle eq_sym left_neq0 mass_left_ge0.
rewrite ler_pdivr_mulr // (mass_left_split hT); have := fresh_le T h; have := mass_of_le1 T.
move: (fresh T h) (mass_of T) => a b b1 ab; rewrite -subr_ge0.
rewrite (_ : _ - _ = (b - a) * (1 - b)); last by ring.
by rewrite mulr_ge0 ?subr_ge0.
Qed.

(** All n further drafts are in T with probability at most q(T)ⁿ. *)
Lemma all_in T n h : {subset h <= T} ->
  \sum_(t : n.-tuple V) path_weight drafter h t * (all (fun x => x \in T) t)%:R <= mass_of T ^+ n.
Proof.
elim: n h => [|n IH] h hT; first by rewrite sum_tuple0 /= mulr1 expr0.
have law_ge0 := path_weight_ge0 (without_replacement_lawful q1).
have [left0|left_neq0] := eqVneq (mass_left q h) 0.
  (* The support is exhausted, so T carries all of q. *)
  have -> : mass_of T = 1.
    apply/eqP; rewrite eq_le mass_of_le1 /= -subr_le0 -left0 (mass_left_split hT).
    by rewrite ler_addr fresh_ge0.
  have h_neq0 : h != [::].
    apply: contra_eq_neq left0 => ->; rewrite /mass_left (eq_bigl xpredT) // q1.2.
    exact: oner_neq0.
  rewrite expr1n -[X in _ <= X](sum_path_weight (without_replacement_lawful q1) n.+1 (h := h)).
    by apply: ler_sum => t _; rewrite ler_pimulr ?law_ge0 ?lern1 ?leq_b1.
  by rewrite h_neq0 orbT.
rewrite sum_tuple_cons exprS /= /without_replacement (negPf left_neq0) -/drafter.
apply: le_trans (ler_wpmul2r (exprn_ge0 n (mass_of_ge0 T)) (next_in hT left_neq0)).
rewrite /fresh !mulr_suml [X in _ <= X]big_mkcond /=; apply: ler_sum => x _.
case: (boolP (x \in T)) => xT /=; last by rewrite big1 // => t _; rewrite mulr0.
case: (boolP (x \in h)) => xh /=; first by rewrite big1 // => t _; rewrite !mul0r.
under eq_bigr do rewrite -mulrA.
rewrite -mulr_sumr ler_wpmul2l ?divr_ge0 ?q1.1 ?mass_left_ge0 //; apply: IH => y.
by rewrite mem_rcons inE => /orP[/eqP -> //|/hT].
Qed.

(** k drafts without replacement meet every set at least as often as k independent ones. *)
Theorem iid_reach_le_wor_reach k S :
  reach drafted_tuple (@iid_law R V q k) S <= reach drafted_tuple (@wor_law R V q k) S.
Proof.
rewrite iid_reach //; have := @all_in (~: S) k [::] (fun x => ltac:(by [])).
have -> : mass_of (~: S) = 1 - \sum_(x in S) q x.
  rewrite -[X in X - _]q1.2 (bigID (mem S)) /= addrAC subrr add0r.
  by apply: eq_bigl => x; rewrite inE.
move: (_ ^+ k) => b le; rewrite ler_subl_addr -ler_subl_addl; apply: le_trans le.
rewrite ler_subl_addl -[X in X <= _](wor_law_distribution k q1).2 reachE -big_split /=.
apply: ler_sum => t _; rewrite -mulrDr meetsE.
have -> : all (fun x => x \in ~: S) t = ~~ has (fun x => x \in S) t.
  by rewrite -all_predC; apply: eq_all => x; rewrite /= inE.
by case: has; rewrite /= ?addr0 ?add0r ?mulr1.
Qed.

(** ** (J) The optimum without replacement is at least that of independent drafts. *)
Theorem otm_wor_above_otm_iid k p v v' : distribution p ->
  greatest_total drafted_tuple (@iid_law R V q k) p v ->
  greatest_total drafted_tuple (@wor_law R V q k) p v' -> v <= v'.
Proof.
move=> p1; apply: optimum_mono.
- exact: (iid_law_distribution k q1).1.
- exact: (wor_law_distribution k q1).1.
- exact: p1.1.
exact: iid_reach_le_wor_reach.
Qed.

End WithoutReplacement.
