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

int glpk_guard_propose_basis(
    struct glpk_guard_shape shape,
    const int *row_types, const double *row_lower, const double *row_upper,
    const int *column_types, const double *column_lower, const double *column_upper,
    const double *costs,
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

  if (start_rows != NULL && start_columns != NULL) {
    for (int i = 0; i < shape.row_count; i++)
      glp_set_row_stat(lp, i + 1, start_rows[i]);
    for (int j = 0; j < shape.column_count; j++)
      glp_set_col_stat(lp, j + 1, start_columns[j]);
  } else {
    glp_scale_prob(lp, GLP_SF_AUTO);
    glp_adv_basis(lp, 0);
  }

  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_ERR;
  parameters.tm_lim = shape.time_limit_milliseconds;
  answer->return_code = glp_simplex(lp, &parameters);
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
