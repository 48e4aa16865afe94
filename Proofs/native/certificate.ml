(* SPDX-License-Identifier: GPL-3.0-or-later *)

(* A certificate in the text of certcheck, as the integers of the proved checker. *)

(* The extracted file has a module Z of its own. *)
module Zarith_Z = Z
open Proved
module Z = Zarith_Z

type claim =
  | Other_model
  | Claim of string * certificate

let is_fingerprint text = String.length text = 16 && String.for_all Number.is_hexadecimal text

(* A title with the number of entries, and that many lines `VALUE REFERENCE`. *)
let vector lines title (names : Lines.names) =
  let count = Lines.count lines names.size (Lines.value lines title) in
  let values = Array.make names.size Q.zero in
  for _ = 1 to count do
    (match String.index_opt (Lines.current lines) ' ' with
     | Some space when space > 0 ->
       let line = Lines.current lines in
       let value = Lines.number lines (String.sub line 0 space) in
       let reference = String.sub line (space + 1) (String.length line - space - 1) in
       let place = Lines.place lines names reference in
       if Q.sign values.(place) <> 0 || Q.sign value = 0 then
         Lines.malformed lines "each name once, with a value that is not 0";
       values.(place) <- value
     | _ -> Lines.malformed lines "a value, a space and a name");
    Lines.advance lines
  done;
  values

(* The nonzeros over one scale, numbered from 1. *)
let entries values =
  let scale = Number.common_denominator (Array.to_list values) in
  let nonzero = ref [] in
  for place = Array.length values - 1 downto 0 do
    if Q.sign values.(place) <> 0 then
      nonzero := (Z.of_int (place + 1), Number.over scale values.(place)) :: !nonzero
  done;
  (scale, !nonzero)

(* Multipliers of the integer rows, over one scale: that of a row is y divided by the row's own. *)
let multipliers (model : Model.t) values =
  let values = Array.to_list
    (Array.mapi (fun i y -> Q.div y (Q.of_bigint model.row_scales.(i))) values) in
  let scale = Number.common_denominator values in
  (scale, List.map (Number.over scale) values)

let read (model : Model.t) path =
  let lines = Lines.read path in
  Lines.take lines "spechub-certificate 1";
  let fingerprint = Lines.value lines "model" in
  if not (is_fingerprint fingerprint) then
    Lines.malformed lines "a fingerprint of 16 hexadecimal digits";
  if fingerprint <> model.fingerprint then Other_model
  else begin
    let status = Lines.value lines "status" in
    let numbered place = Z.of_int (place + 1) in
    let certificate = match status with
      | "optimal" ->
        let value = Lines.number lines (Lines.value lines "objective") in
        let primal = vector lines "primal" model.variables in
        let y = vector lines "multipliers" model.rows in
        let point_scale, point = entries primal in
        let multiplier_scale, multipliers = multipliers model y in
        Optimal (Q.num value, Q.den value, point_scale, point, multiplier_scale, multipliers)
      | "infeasible" ->
        (match Lines.keyword lines "crossed row", Lines.keyword lines "crossed variable" with
         | Some reference, _ ->
           let place = Lines.place lines model.rows reference in
           Lines.advance lines;
           CrossedRow (numbered place)
         | None, Some reference ->
           let place = Lines.place lines model.variables reference in
           Lines.advance lines;
           CrossedVariable (numbered place)
         | None, None -> Multipliers (snd (multipliers model (vector lines "multipliers" model.rows))))
      | "unbounded" ->
        let point = vector lines "point" model.variables in
        let ray = vector lines "ray" model.variables in
        let point_scale, point = entries point in
        Unbounded (point_scale, point, snd (entries ray))
      | _ -> Lines.malformed lines "optimal, infeasible or unbounded" in
    Lines.end_of_text lines;
    Claim (status, certificate)
  end
