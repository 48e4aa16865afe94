/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "glpk_guard.h"

#include <glpk.h>
#include <setjmp.h>
#include <string.h>

/* GLPK's environment belongs to the thread, and so does what guards it. */
static _Thread_local jmp_buf failure;
static _Thread_local struct {
  char *text;
  size_t capacity;
  size_t length;
} words;

static void leave(void *info)
{
  (void)info;
  longjmp(failure, 1);
}

/* Keeps what GLPK says; the non-zero return keeps it off the terminal. */
static int keep(void *info, const char *text)
{
  (void)info;
  size_t room = words.capacity - words.length;
  size_t length = strlen(text);
  if (length > room)
    length = room;
  memcpy(words.text + words.length, text, length);
  words.length += length;
  return 1;
}

static void set_column(
    glp_prob *lp, int column, int length, const int *row_indices, const double *values)
{
  /* GLPK counts from 1. Memory of glp_alloc goes with the environment if GLPK fails half way. */
  int *indices = glp_alloc(length + 1, sizeof(int));
  double *numbers = glp_alloc(length + 1, sizeof(double));
  for (int k = 0; k < length; k++) {
    indices[k + 1] = row_indices[k] + 1;
    numbers[k + 1] = values[k];
  }
  glp_set_mat_col(lp, column, length, indices, numbers);
  glp_free(indices);
  glp_free(numbers);
}

enum { SHORTEST_SLICE = 100, LONGEST_SLICE = 1000 };

typedef int simplex(glp_prob *lp, const glp_smcp *parameters);

/* Runs the method in slices of time, so that the caller can end it or show how far it is. */
static int run(
    simplex *method, glp_prob *lp, glp_smcp *parameters, int *milliseconds_left,
    struct glpk_guard_watch watch)
{
  for (int slice = SHORTEST_SLICE;; slice += slice / 2) {
    if (slice > LONGEST_SLICE)
      slice = LONGEST_SLICE;
    if (slice > *milliseconds_left)
      slice = *milliseconds_left;
    parameters->tm_lim = slice;
    int code = method(lp, parameters);
    if (code != GLP_ETMLIM)
      return code;
    *milliseconds_left -= slice;
    if (*milliseconds_left <= 0 || watch.should_stop(watch.context, glp_get_it_cnt(lp)))
      return code;
  }
}

int glpk_guard_solve(
    enum glpk_guard_method method, struct glpk_guard_shape shape, struct glpk_guard_watch watch,
    const int *row_types, const double *row_lower, const double *row_upper,
    const int *column_types, const double *column_lower, const double *column_upper,
    const double *costs, double constant,
    const int *column_starts, const int *row_indices, const double *values,
    const unsigned char *start_rows, const unsigned char *start_columns,
    unsigned char *rows, unsigned char *columns, char *log,
    struct glpk_guard_answer *answer)
{
  words.text = log;
  words.capacity = shape.log_capacity;
  words.length = 0;
  if (setjmp(failure)) {
    glp_free_env();
    answer->log_length = words.length;
    return 1;
  }
  glp_term_hook(keep, NULL);
  glp_error_hook(leave, NULL);

  glp_prob *lp = glp_create_prob();
  glp_set_obj_dir(lp, shape.is_maximization ? GLP_MAX : GLP_MIN);
  glp_set_obj_coef(lp, 0, constant);
  glp_add_rows(lp, shape.row_count);
  glp_add_cols(lp, shape.column_count);
  for (int i = 0; i < shape.row_count; i++)
    glp_set_row_bnds(lp, i + 1, row_types[i], row_lower[i], row_upper[i]);
  for (int j = 0; j < shape.column_count; j++) {
    int start = column_starts[j];
    glp_set_col_bnds(lp, j + 1, column_types[j], column_lower[j], column_upper[j]);
    glp_set_obj_coef(lp, j + 1, costs[j]);
    set_column(lp, j + 1, column_starts[j + 1] - start, row_indices + start, values + start);
  }
  glp_scale_prob(lp, GLP_SF_AUTO);
  int has_start = start_rows != NULL && start_columns != NULL;
  if (has_start) {
    for (int i = 0; i < shape.row_count; i++)
      glp_set_row_stat(lp, i + 1, start_rows[i]);
    for (int j = 0; j < shape.column_count; j++)
      glp_set_col_stat(lp, j + 1, start_columns[j]);
  } else {
    glp_adv_basis(lp, 0);
  }

  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_ERR;
  int left = shape.time_limit_milliseconds;
  if (method == GLPK_GUARD_BASIS && has_start) {
    /* The caller knows a good basis and wants a better one. */
    parameters.tol_bnd = parameters.tol_dj = 1e-9;
  }
  int code = run(glp_simplex, lp, &parameters, &left, watch);
  if (has_start && (code == GLP_EBADB || code == GLP_ESING || code == GLP_ECOND)) {
    glp_adv_basis(lp, 0);
    code = run(glp_simplex, lp, &parameters, &left, watch);
  }
  if (method == GLPK_GUARD_BASIS && code == 0 && !has_start) {
    parameters.tol_bnd = parameters.tol_dj = 1e-9;
    code = run(glp_simplex, lp, &parameters, &left, watch);
  }
  if (method == GLPK_GUARD_EXACT && code == 0)
    code = run(glp_exact, lp, &parameters, &left, watch);
  answer->return_code = code;
  answer->status = glp_get_status(lp);
  answer->objective = glp_get_obj_val(lp);
  answer->iterations = glp_get_it_cnt(lp);

  for (int i = 0; i < shape.row_count; i++)
    rows[i] = (unsigned char)glp_get_row_stat(lp, i + 1);
  for (int j = 0; j < shape.column_count; j++)
    columns[j] = (unsigned char)glp_get_col_stat(lp, j + 1);
  glp_free_env();
  answer->log_length = words.length;
  return 0;
}

const char *glpk_guard_version(void)
{
  return glp_version();
}
