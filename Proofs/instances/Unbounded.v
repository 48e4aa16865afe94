(* 2 variables, 1 rows; fingerprint 2ef507617dd549f8. *)

From Coq Require Import ZArith List.
From SpecHub Require Import Checker CheckerSound.
Import ListNotations.
Local Open Scope Z_scope.

Definition model : program := {|
  maximize := true;
  cost_scale := 1;
  constant := 0;
  bound_scale := 1;
  variables := [
    Var 1 (Some 0) None 2; (* x *)
    Var 2 None None 1 (* y *)];
  rows := [
    Row 1 None (Some 1)
      [term 1 1; term 2 (-1)] (* balance *)] |}.

Definition proof : certificate :=
  Unbounded 1 [term 1 1]
    [term 1 1; term 2 1].

Theorem certified : claim model proof.
Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

Print Assumptions certified.
