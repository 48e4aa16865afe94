(* 3 variables, 4 rows; fingerprint bc89cfc805356c87. *)

From Coq Require Import ZArith List.
From SpecHub Require Import Checker CheckerSound.
Import ListNotations.
Local Open Scope Z_scope.

Definition model : program := {|
  maximize := false;
  cost_scale := 150;
  constant := 0;
  bound_scale := 1;
  variables := [
    Var 1 (Some 0) (Some 9) 27; (* bread *)
    Var 2 (Some 0) None 50; (* milk *)
    Var 3 (Some 0) (Some 3) 135 (* eggs *)];
  rows := [
    Row 1 (Some 2000) None
      [term 1 265; term 2 61; term 3 155]; (* energy *)
    Row 5 (Some 275) None
      [term 1 45; term 2 16; term 3 63]; (* protein *)
    Row 100 (Some 900) None
      [term 1 25; term 2 120; term 3 56]; (* calcium *)
    Row 2 (Some 0) (Some 25)
      [term 2 2; term 3 2] (* volume *)] |}.

Definition proof : certificate :=
  Optimal 288454 90825
    1211 [term 1 7404; term 2 7540]
    4541250 [1990; 0; 11603; 0].

Theorem certified : claim model proof.
Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

Print Assumptions certified.
