(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Linear programs with optional bounds, and why a certificate proves its claim

    The conditions are those of the Swift module Certificates, word for word; Checker.v decides them
    on integers. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Interval.
Variable R : realFieldType.
Implicit Types (y s : R) (lower upper : option R).

(** The value s keeps the bounds that exist. *)
Definition within lower upper s : bool :=
  (if lower is Some bound then bound <= s else true) &&
  (if upper is Some bound then s <= bound else true).

(** The least value of y·s for s between the bounds, if the bound that it leans on exists. *)
Definition low y lower upper : option R :=
  if y == 0 then Some 0 else omap ( *%R y) (if 0 < y then lower else upper).

Lemma low_le y lower upper b s : low y lower upper = Some b -> within lower upper s -> b <= y * s.
Proof.
rewrite /low /within; case: eqVneq => [-> [<-] _|y_neq0]; first by rewrite mul0r.
case: (ltrgt0P y) y_neq0 => // y_sign _.
  by case: lower => //= l [<-] /andP[ls _]; rewrite ler_pmul2l.
by case: upper => //= u [<-] /andP[_ su]; rewrite ler_nmul2l.
Qed.

End Interval.

Section LinearPrograms.
Variables (R : realFieldType) (I J : finType).

(** Minimise or maximise constant + Σⱼ costⱼ·xⱼ with every row and every variable in its bounds. *)
Record linear_program := LinearProgram {
  maximize : bool;
  constant : R;
  cost : J -> R;
  matrix : I -> J -> R;
  row_lower : I -> option R;
  row_upper : I -> option R;
  lower : J -> option R;
  upper : J -> option R }.

Variable P : linear_program.
Implicit Types (x ray : J -> R) (y : I -> R) (d : J -> R).

Definition activity x i : R := \sum_j matrix P i j * x j.
Definition objective x : R := constant P + \sum_j cost P j * x j.

Definition feasible_point x : Prop :=
  (forall i, within (row_lower P i) (row_upper P i) (activity x i)) /\
  (forall j, within (lower P j) (upper P j) (x j)).

(** v is at least as good as w. *)
Definition as_good_as (v w : R) : bool := if maximize P then w <= v else v <= w.

Definition optimal_point x : Prop :=
  feasible_point x /\ forall x', feasible_point x' -> as_good_as (objective x) (objective x').

Definition infeasible : Prop := forall x, ~ feasible_point x.

(** Some feasible point is better than any value that one names. *)
Definition unbounded : Prop := forall v, exists2 x,
  feasible_point x & as_good_as (objective x) v /\ objective x != v.

(** zⱼ = Σᵢ yᵢ·Aᵢⱼ and the reduced cost dⱼ = costⱼ − zⱼ. *)
Definition combination y j : R := \sum_i y i * matrix P i j.
Definition reduced_cost y j : R := cost P j - combination y j.

(** Σᵢ low(yᵢ) + Σⱼ low(dⱼ) is v, and every bound it leans on exists. *)
Definition least_value y d v : Prop :=
  exists row_value column_value : _ -> R,
    [/\ forall i, low (y i) (row_lower P i) (row_upper P i) = Some (row_value i),
        forall j, low (d j) (lower P j) (upper P j) = Some (column_value j)
      & \sum_i row_value i + \sum_j column_value j = v].

Lemma sum_activity y x : \sum_i y i * activity x i = \sum_j combination y j * x j.
Proof.
transitivity (\sum_i \sum_j y i * matrix P i j * x j).
  by apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => j _; rewrite mulrA.
by rewrite exchange_big; apply: eq_bigr => j _; rewrite mulr_suml.
Qed.

(** Weak duality, in the form that serves both optimality and infeasibility. *)
Theorem weak_duality y d v x :
  least_value y d v -> feasible_point x -> v <= \sum_i y i * activity x i + \sum_j d j * x j.
Proof.
move=> [row_value [column_value [rows columns <-]]] [row_ok column_ok].
apply: ler_add; apply: ler_sum => k _.
  exact: low_le (rows k) (row_ok k).
exact: low_le (columns k) (column_ok k).
Qed.

(** ** (C) An optimality certificate proves optimality.

    A point and multipliers whose bound the point attains; for a maximisation with all signs turned. *)
Definition optimality_certificate x y : Prop :=
  feasible_point x /\
  if maximize P then
    least_value (fun i => - y i) (fun j => - reduced_cost y j) (constant P - objective x)
  else least_value y (reduced_cost y) (objective x - constant P).

Lemma objective_split y x :
  objective x - constant P = \sum_i y i * activity x i + \sum_j reduced_cost y j * x j.
Proof.
rewrite sum_activity -big_split /objective addrC addKr.
by apply: eq_bigr => j _ /=; rewrite /reduced_cost mulrBl addrC subrK.
Qed.

Theorem optimality_certificate_sound x y : optimality_certificate x y -> optimal_point x.
Proof.
move=> [feasible_x certified]; split=> // x' feasible_x'; rewrite /as_good_as.
case: (maximize P) certified => /weak_duality/(_ feasible_x').
  rewrite -ler_opp2 opprB; set s := (X in - X <= _).
  have -> : s = - (objective x' - constant P).
    rewrite /s (objective_split y x') opprD.
    by congr (_ + _); rewrite -sumrN; apply: eq_bigr => k _; rewrite mulNr.
  by rewrite opprK ler_add2r.
by rewrite -objective_split ler_add2r.
Qed.

(** ** (C) A Farkas certificate proves infeasibility. *)
Definition crossed (l u : option R) : bool :=
  if (l, u) is (Some low, Some high) then high < low else false.

Lemma crossed_empty l u s : crossed l u -> ~~ within l u s.
Proof.
case: l u => [l|] [u|] //= ul; rewrite /within negb_and -!ltNge.
by case: (leP l s) => // ls; rewrite (lt_le_trans ul ls).
Qed.

Inductive farkas_certificate : Prop :=
  | FarkasMultipliers y v of
      least_value y (fun j => - combination y j) v & 0 < v
  | FarkasCrossedRow i of crossed (row_lower P i) (row_upper P i)
  | FarkasCrossedVariable j of crossed (lower P j) (upper P j).

Theorem farkas_certificate_sound : farkas_certificate -> infeasible.
Proof.
case=> [y v certified v_gt0|i cross|j cross] x feasible_x.
- have := weak_duality certified feasible_x; rewrite sum_activity -big_split big1 => [|j _].
    by rewrite leNgt v_gt0.
  by rewrite /= mulNr subrr.
- by have := crossed_empty (activity x i) cross; rewrite feasible_x.1.
by have := crossed_empty (x j) cross; rewrite feasible_x.2.
Qed.

(** ** (C) A feasible point and a ray prove unboundedness. *)
Definition stays (l u : option R) (rate : R) : bool :=
  (isSome l ==> (0 <= rate)) && (isSome u ==> (rate <= 0)).

Definition unboundedness_certificate x ray : Prop :=
  [/\ feasible_point x,
      forall i, stays (row_lower P i) (row_upper P i) (activity ray i),
      forall j, stays (lower P j) (upper P j) (ray j)
    & let rate := \sum_j cost P j * ray j in if maximize P then 0 < rate else rate < 0].

Lemma within_stays l u s rate t : 0 <= t ->
  within l u s -> stays l u rate -> within l u (s + t * rate).
Proof.
move=> t_ge0 /andP[ls su] /andP[up down]; apply/andP; split.
  by case: l ls up => //= l ls up; rewrite (le_trans ls) // ler_addl mulr_ge0.
by case: u su down => //= u su down; rewrite (le_trans _ su) // ger_addl mulr_ge0_le0.
Qed.

Theorem unboundedness_certificate_sound x ray : unboundedness_certificate x ray -> unbounded.
Proof.
move=> [[row_ok column_ok] row_stays column_stays].
set rate := \sum_j _; move=> improves v.
have rate_neq0 : rate != 0.
  by apply: contraTneq improves => ->; rewrite if_same ltxx.
(* Far enough along the ray to pass v by 1. *)
pose aim := if maximize P then v + 1 else v - 1.
pose t := Num.max 0 ((aim - objective x) / rate).
have t_ge0 : 0 <= t by rewrite le_maxr lexx.
pose point j := x j + t * ray j.
have along (c : J -> R) : \sum_j c j * point j = \sum_j c j * x j + t * \sum_j c j * ray j.
  by rewrite mulr_sumr -big_split; apply: eq_bigr => j _; rewrite mulrDr [c j * (t * _)]mulrCA.
exists point.
  split=> [i|j]; last exact: within_stays.
  by rewrite /activity along; apply: within_stays (row_ok i) (row_stays i).
have -> : objective point = objective x + t * rate by rewrite /objective along addrA.
have t_le : (aim - objective x) / rate <= t by rewrite le_maxr lexx orbT.
rewrite /as_good_as; move: improves t_le; rewrite /aim.
case: (maximize P) => rate_sign.
  rewrite ler_pdivr_mulr // ler_subl_addr [_ + objective x]addrC => passes.
  by split; [apply: le_trans passes; rewrite ler_addl ler01 |
    rewrite gt_eqF // (lt_le_trans _ passes) // ltr_addl ltr01].
rewrite ler_ndivr_mulr // ler_subr_addr [_ + objective x]addrC => passes.
split; first by rewrite (le_trans passes) // ger_addl lerN10.
by rewrite lt_eqF // (le_lt_trans passes) // gtr_addl ltrN10.
Qed.

(** At most one of the three answers can be right. *)
Theorem answers_exclude : ~ (infeasible /\ unbounded) /\ (forall x, optimal_point x -> ~ unbounded).
Proof.
split=> [[none far]|x [_ best] far]; first by have [x /none] := far 0.
have [x' feasible_x' [good]] := far (objective x).
have := best x' feasible_x'; move: good; rewrite /as_good_as.
by case: (maximize P) => one two; rewrite (@le_anti _ R (objective x') (objective x)) ?eqxx // one two.
Qed.

End LinearPrograms.
