(* 2 variables, 2 rows; fingerprint 2418abb47d255da5. *)

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
    Var 1 (Some 0) None 1; (* x *)
    Var 2 (Some 0) None 1 (* y *)];
  rows := [
    Row 1000000000000 (Some 1000000000001) None
      [term 1 1000000000000; term 2 1000000000000]; (* promise *)
    Row 1 None (Some 1)
      [term 1 1; term 2 1] (* budget *)] |}.

Definition proof : certificate :=
  Multipliers [1; -1000000000000].

Theorem certified : claim model proof.
Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

Print Assumptions certified.
