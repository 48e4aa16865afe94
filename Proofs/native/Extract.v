(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** The proved checker as OCaml. Integers become those of zarith; this mapping, which is Coq's own, and
    the extraction itself are trusted. *)

From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlZBigInt.
From SpecHub Require Import Checker.

Extraction "proved.ml" check.
