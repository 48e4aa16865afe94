(* SPDX-License-Identifier: GPL-3.0-or-later *)

(* A model in the plain form of FORMAT.md, as the integers of the proved checker. *)

(* The extracted file has a module Z of its own. *)
module Zarith_Z = Z
open Proved
module Z = Zarith_Z

type t = {
  program : program;
  fingerprint : string;
  variables : Lines.names;
  rows : Lines.names;
  row_scales : Z.t array;
}

(* 64-bit FNV-1a over texts, each with a zero byte behind it. *)
let fingerprint_of texts =
  let step hash byte =
    Int64.mul (Int64.logxor hash (Int64.of_int byte)) 0x100000001b3L in
  let add hash text =
    step (String.fold_left (fun hash c -> step hash (Char.code c)) hash text) 0 in
  Printf.sprintf "%016Lx" (List.fold_left add 0xcbf29ce484222325L texts)

let bound lines = function "none" -> None | text -> Some (Lines.number lines text)

let bound_text = function None -> "none" | Some q -> Q.to_string q

let read path =
  let lines = Lines.read path in
  Lines.take lines "spechub-model 1";
  let sense = Lines.value lines "sense" in
  if sense <> "minimize" && sense <> "maximize" then Lines.malformed lines "minimize or maximize";
  let constant = Lines.number lines (Lines.value lines "constant") in
  let row_count = Lines.count lines max_int (Lines.value lines "rows") in
  let hashed = ref [] in
  let hash text = hashed := text :: !hashed in
  List.iter hash [sense; Q.to_string constant; string_of_int row_count];
  let each count read = Array.of_list (List.rev (
    let items = ref [] in
    for _ = 1 to count do items := read () :: !items done; !items)) in
  let bounds_of_rows = each row_count (fun () ->
    match Lines.fields lines 3 with
    | [lower; upper; name] ->
      let lower = bound lines lower and upper = bound lines upper in
      List.iter hash [name; bound_text lower; bound_text upper];
      (lower, upper, name)
    | _ -> assert false) in
  let entries = Array.make row_count [] in
  let variable_count = Lines.count lines max_int (Lines.value lines "variables") in
  hash (string_of_int variable_count);
  let place = ref 0 in
  let columns = each variable_count (fun () ->
    incr place;
    match Lines.fields lines 5 with
    | [lower; upper; cost; count; name] ->
      let lower = bound lines lower and upper = bound lines upper in
      let cost = Lines.number lines cost and count = Lines.count lines row_count count in
      List.iter hash [name; bound_text lower; bound_text upper; Q.to_string cost; string_of_int count];
      let last = ref (-1) in
      for _ = 1 to count do
        match Lines.fields lines 2 with
        | [row; value] ->
          let row = Lines.count lines row_count row - 1 and value = Lines.number lines value in
          if row <= !last || Q.sign value = 0 then
            Lines.malformed lines "rows in ascending order, each with a value that is not 0";
          last := row;
          List.iter hash [string_of_int row; Q.to_string value];
          entries.(row) <- (Z.of_int !place, value) :: entries.(row)
        | _ -> assert false
      done;
      (!place, lower, upper, cost, name)
    | _ -> assert false) in
  Lines.end_of_text lines;
  let present list = List.filter_map Fun.id list in
  let row_scales = Array.mapi (fun i (lower, upper, _) ->
    Number.common_denominator (present [lower; upper] @ List.map snd entries.(i))) bounds_of_rows in
  let rows = Array.to_list (Array.mapi (fun i (lower, upper, _) ->
    let over = Number.over row_scales.(i) in
    { scale = row_scales.(i); row_lower = Option.map over lower; row_upper = Option.map over upper;
      entries = List.rev_map (fun (place, value) -> (place, over value)) entries.(i) })
    bounds_of_rows) in
  let list = Array.to_list columns in
  let cost_scale =
    Number.common_denominator (constant :: List.map (fun (_, _, _, cost, _) -> cost) list) in
  let bound_scale = Number.common_denominator
    (present (List.concat_map (fun (_, lower, upper, _, _) -> [lower; upper]) list)) in
  let over_bounds = Option.map (Number.over bound_scale) in
  let variables = List.map (fun (place, lower, upper, cost, _) ->
    { place = Z.of_int place; lower = over_bounds lower; upper = over_bounds upper;
      cost = Number.over cost_scale cost }) list in
  { program = { maximize = (sense = "maximize"); cost_scale; bound_scale; variables; rows;
      constant = Number.over cost_scale constant };
    fingerprint = fingerprint_of (List.rev !hashed);
    variables = Lines.names (Array.map (fun (_, _, _, _, name) -> name) columns);
    rows = Lines.names (Array.map (fun (_, _, name) -> name) bounds_of_rows);
    row_scales }
