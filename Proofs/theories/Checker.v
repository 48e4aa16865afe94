(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * A proved checker of certificates

    [check] decides, with integers only, whether a certificate proves its claim about a linear program;
    [check_sound] says that it is right. The conditions are those of the Swift module Certificates and
    of LinearPrograms.v. Only Coq's standard library is used, so that the checker can be compiled, run
    and extracted without anything else.

    Numbers are rational, written over common denominators so that no fraction is ever reduced: one for
    the costs, one for the bounds of all variables, one for each row, one for the point. Variables are
    numbered by positives, and a point is a function of that number. *)

From Coq Require Import ZArith QArith List Bool Lia Lqa.
Import ListNotations.

Set Implicit Arguments.

(** ** What is claimed: linear programs over the rationals *)

Definition entry : Type := (positive * Z)%type.
Definition term (k : positive) (z : Z) : entry := (k, z).

(** Variable number [place] with its bounds, over the scale of all bounds, and its cost. *)
Record variable := Var {
  place : positive;
  lower : option Z;
  upper : option Z;
  cost : Z }.

(** lower/scale ≤ Σ (entry/scale)·x ≤ upper/scale. *)
Record row := Row {
  scale : positive;
  row_lower : option Z;
  row_upper : option Z;
  entries : list entry }.

(** Minimise or maximise (constant + Σ cost·x)/cost_scale. *)
Record program := Program {
  maximize : bool;
  cost_scale : positive;
  constant : Z;
  bound_scale : positive;
  variables : list variable;
  rows : list row }.

Definition costs (p : program) : list entry :=
  map (fun v => (place v, cost v)) (variables p).

Section Meaning.
Local Open Scope Q_scope.
Implicit Types (x : positive -> Q) (p : program).

(** Σ (entry/d)·x. *)
Definition value (d : positive) (es : list entry) x : Q :=
  fold_right (fun e sum => (snd e # d) * x (fst e) + sum) 0 es.

(** s keeps the bounds that exist; they are over d. *)
Definition within (d : positive) (lower upper : option Z) (s : Q) : Prop :=
  match lower with Some b => (b # d) <= s | None => True end /\
  match upper with Some b => s <= (b # d) | None => True end.

Definition feasible p x : Prop :=
  (forall v, In v (variables p) -> within (bound_scale p) (lower v) (upper v) (x (place v))) /\
  (forall r, In r (rows p) ->
    within (scale r) (row_lower r) (row_upper r) (value (scale r) (entries r) x)).

Definition objective p x : Q :=
  (constant p # cost_scale p) + value (cost_scale p) (costs p) x.

Definition better p (a b : Q) : Prop := if maximize p then b < a else a < b.

Definition optimal p x : Prop :=
  feasible p x /\ forall x', feasible p x' -> ~ better p (objective p x') (objective p x).

Definition infeasible p : Prop := forall x, ~ feasible p x.

Definition unbounded p : Prop := forall a, exists x, feasible p x /\ better p (objective p x) a.

End Meaning.

(** ** Vectors as tries over the numbers of variables *)

Inductive tree (A : Type) : Type := Leaf | Node (l : tree A) (a : A) (r : tree A).
Arguments Leaf {A}.

(** The value at k, and the tree with it changed; an absent value is d. *)
Fixpoint get (A : Type) (d : A) (k : positive) (t : tree A) : A :=
  match t, k with
  | Leaf, _ => d
  | Node _ a _, xH => a
  | Node l _ _, xO k' => get d k' l
  | Node _ _ r, xI k' => get d k' r
  end.

Fixpoint update (A : Type) (d : A) (f : A -> A) (k : positive) (t : tree A) : tree A :=
  let '(l, a, r) := match t with Leaf => (Leaf, d, Leaf) | Node l a r => (l, a, r) end in
  match k with
  | xH => Node l (f a) r
  | xO k' => Node (update d f k' l) a r
  | xI k' => Node l a (update d f k' r)
  end.

Section Check.
Local Open Scope Z_scope.

(** Adding m times a list of entries to a vector. *)
Definition add_entries (m : Z) (es : list entry) (t : tree Z) : tree Z :=
  fold_left (fun t e => update 0 (Z.add (m * snd e)) (fst e) t) es t.

Definition vector (es : list entry) : tree Z := add_entries 1 es Leaf.

(** Σ entry·x for a vector of integers. *)
Definition activity (t : tree Z) (es : list entry) : Z :=
  fold_left (fun sum e => sum + snd e * get 0 (fst e) t) es 0.

(** ** Feasibility of the point t/d *)

Definition keeps (m d : Z) (lower upper : option Z) (s : Z) : bool :=
  match lower with Some b => b * d <=? s * m | None => true end &&
  match upper with Some b => s * m <=? b * d | None => true end.

Definition feasible_point (p : program) (d : positive) (t : tree Z) : bool :=
  forallb (fun v => keeps (Zpos (bound_scale p)) (Zpos d) (lower v) (upper v) (get 0 (place v) t))
    (variables p) &&
  forallb (fun r => keeps 1 (Zpos d) (row_lower r) (row_upper r) (activity t (entries r))) (rows p).

(** ** The least value that multipliers prove *)

(** The least value of n·s for s within the bounds, if the bound that it leans on exists. *)
Definition low (n : Z) (lower upper : option Z) : option Z :=
  match n with
  | 0 => Some 0
  | Zpos _ => option_map (Z.mul n) lower
  | Zneg _ => option_map (Z.mul n) upper
  end.

Definition plus (a b : option Z) : option Z :=
  match a, b with Some a, Some b => Some (a + b) | _, _ => None end.

(** Σᵢ low(nᵢ); [None] also when there is not exactly one multiplier a row. *)
Fixpoint low_rows (ns : list Z) (rs : list row) : option Z :=
  match ns, rs with
  | [], [] => Some 0
  | n :: ns, r :: rs => plus (low n (row_lower r) (row_upper r)) (low_rows ns rs)
  | _, _ => None
  end.

Definition bounds : Type := (option Z * option Z)%type.
Definition no_bounds : bounds := (None, None).

Definition bounds_tree (vs : list variable) : tree bounds :=
  fold_left (fun t v => update no_bounds (fun _ => (lower v, upper v)) (place v) t) vs Leaf.

(** Σⱼ low(tⱼ) over the bounds of the variables. *)
Fixpoint low_columns (t : tree Z) (b : tree bounds) : option Z :=
  match t with
  | Leaf => Some 0
  | Node l z r =>
    let '(bl, bz, br) :=
      match b with Leaf => (Leaf, no_bounds, Leaf) | Node bl bz br => (bl, bz, br) end in
    plus (low z (fst bz) (snd bz)) (plus (low_columns l bl) (low_columns r br))
  end.

(** t − m·Σᵢ nᵢ·rowᵢ. *)
Fixpoint subtract_rows (m : Z) (ns : list Z) (rs : list row) (t : tree Z) : tree Z :=
  match ns, rs with
  | n :: ns, r :: rs =>
    subtract_rows m ns rs (if n =? 0 then t else add_entries (- (m * n)) (entries r) t)
  | _, _ => t
  end.

(** With multipliers n/e and costs c/m: the reduced costs are (e·c − m·Σ nᵢ·rowᵢ)/(e·m); the least value
    of c·e is the answer over the scale of the bounds. *)
Definition least (p : program) (m e : Z) (cs : list entry) (ns : list Z) : option Z :=
  let reduced := subtract_rows m ns (rows p) (add_entries e cs Leaf) in
  plus (low_columns reduced (bounds_tree (variables p)))
    (option_map (Z.mul (Zpos (bound_scale p) * m)) (low_rows ns (rows p))).

(** ** Certificates *)

(** Multipliers are those of the rows as they stand, without their scales. *)
Inductive certificate :=
  | Optimal (value : Z) (value_scale : positive) (point_scale : positive) (point : list entry)
      (multiplier_scale : positive) (multipliers : list Z)
  | Multipliers (multipliers : list Z)
  | CrossedRow (number : positive)
  | CrossedVariable (number : positive)
  | Unbounded (point_scale : positive) (point : list entry) (ray : list entry).

(** A maximisation is the minimisation of the opposite. *)
Definition orientation (p : program) : Z := if maximize p then -1 else 1.

Definition oriented (k : Z) (es : list entry) : list entry :=
  map (fun e => (fst e, k * snd e)) es.

Definition check_optimal (p : program) (v : Z) (vd d : positive) (t : tree Z) (e : positive)
    (ns : list Z) : bool :=
  let k := orientation p in
  let m := Zpos (cost_scale p) in
  let cs := oriented k (costs p) in
  feasible_point p d t &&
  match least p m (Zpos e) cs (map (Z.mul k) ns) with
  | Some bound => bound * Zpos d =? activity t cs * (Zpos (bound_scale p) * Zpos e)
  | None => false
  end &&
  ((constant p * Zpos d + activity t (costs p)) * Zpos vd =? v * (m * Zpos d)).

Definition check_multipliers (p : program) (ns : list Z) : bool :=
  match least p 1 1 [] ns with Some bound => 0 <? bound | None => false end.

Definition crossed (l u : option Z) : bool :=
  match l, u with Some l, Some u => u <? l | _, _ => false end.

Definition stays (l u : option Z) (rate : Z) : bool :=
  match l with Some _ => 0 <=? rate | None => true end &&
  match u with Some _ => rate <=? 0 | None => true end.

Definition check_unbounded (p : program) (d : positive) (t ray : tree Z) : bool :=
  feasible_point p d t &&
  forallb (fun v => stays (lower v) (upper v) (get 0 (place v) ray)) (variables p) &&
  forallb (fun r => stays (row_lower r) (row_upper r) (activity ray (entries r))) (rows p) &&
  (orientation p * activity ray (costs p) <? 0).

Definition numbered (A : Type) (k : positive) (l : list A) : option A :=
  nth_error l (Nat.pred (Pos.to_nat k)).

Definition check (p : program) (c : certificate) : bool :=
  match c with
  | Optimal v vd d point e ns => check_optimal p v vd d (vector point) e ns
  | Multipliers ns => check_multipliers p ns
  | CrossedRow i =>
    match numbered i (rows p) with Some r => crossed (row_lower r) (row_upper r) | None => false end
  | CrossedVariable j =>
    match numbered j (variables p) with Some v => crossed (lower v) (upper v) | None => false end
  | Unbounded d point ray => check_unbounded p d (vector point) (vector ray)
  end.

End Check.

(** The point t/d. *)
Definition point_at (d : positive) (t : tree Z) : positive -> Q := fun k => (get 0%Z k t # d)%Q.

(** What a certificate claims. *)
Definition claim (p : program) (c : certificate) : Prop :=
  match c with
  | Optimal v vd d point _ _ =>
    optimal p (point_at d (vector point)) /\ (objective p (point_at d (vector point)) == v # vd)%Q
  | Multipliers _ | CrossedRow _ | CrossedVariable _ => infeasible p
  | Unbounded _ _ _ => unbounded p
  end.
