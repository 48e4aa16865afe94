/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memfd_create */
#include "glpk_guard.h"

#include <glpk.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static _Thread_local jmp_buf failure;
/* What GLPK said last; a model may print as much as it likes before it fails. */
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

static int keep_last(void *info, const char *text)
{
  (void)info;
  size_t length = strlen(text);
  if (length > words.capacity / 2) {
    text += length - words.capacity / 2;
    length = words.capacity / 2;
  }
  if (length > words.capacity - words.length) {
    size_t kept = words.capacity / 2;
    if (kept > words.length)
      kept = words.length;
    memmove(words.text, words.text + words.length - kept, kept);
    words.length = kept;
  }
  memcpy(words.text + words.length, text, length);
  words.length += length;
  return 1;
}

/* Memory that is not GLPK's, so that it outlives the environment; never null. */
static void *array(size_t count, size_t size)
{
  void *memory = calloc(count + 1, size);
  if (memory == NULL)
    longjmp(failure, 1);
  return memory;
}

static const char *or_empty(const char *name) { return name == NULL ? "" : name; }

static void copy_names(glp_prob *lp, struct glpk_guard_model *model)
{
  int count = 1 + model->row_count + model->column_count;
  for (int pass = 0; pass < 2; pass++) {
    size_t length = 0;
    for (int k = 0; k < count; k++) {
      int row = k, column = k - model->row_count;
      const char *name = or_empty(
          k == 0 ? glp_get_obj_name(lp)
                 : column <= 0 ? glp_get_row_name(lp, row) : glp_get_col_name(lp, column));
      if (pass == 1)
        strcpy(model->names + length, name);
      length += strlen(name) + 1;
    }
    if (pass == 0)
      model->names = array(length, 1);
    model->names_length = length;
  }
}

static void copy_model(glp_prob *lp, struct glpk_guard_model *model)
{
  int rows = model->row_count = glp_get_num_rows(lp);
  int columns = model->column_count = glp_get_num_cols(lp);
  model->entry_count = glp_get_num_nz(lp);
  model->is_maximization = glp_get_obj_dir(lp) == GLP_MAX;
  model->objective_constant = glp_get_obj_coef(lp, 0);
  model->row_types = array(rows, sizeof(int));
  model->row_lower = array(rows, sizeof(double));
  model->row_upper = array(rows, sizeof(double));
  model->column_types = array(columns, sizeof(int));
  model->column_lower = array(columns, sizeof(double));
  model->column_upper = array(columns, sizeof(double));
  model->costs = array(columns, sizeof(double));
  model->is_integer = array(columns, 1);
  model->column_starts = array(columns, sizeof(int));
  model->row_indices = array(model->entry_count, sizeof(int));
  model->values = array(model->entry_count, sizeof(double));
  for (int i = 0; i < rows; i++) {
    model->row_types[i] = glp_get_row_type(lp, i + 1);
    model->row_lower[i] = glp_get_row_lb(lp, i + 1);
    model->row_upper[i] = glp_get_row_ub(lp, i + 1);
  }
  /* GLPK counts from 1, and fills from place 1. */
  int *indices = glp_alloc(rows + 1, sizeof(int));
  double *numbers = glp_alloc(rows + 1, sizeof(double));
  for (int j = 0, start = 0; j < columns; j++) {
    model->column_types[j] = glp_get_col_type(lp, j + 1);
    model->column_lower[j] = glp_get_col_lb(lp, j + 1);
    model->column_upper[j] = glp_get_col_ub(lp, j + 1);
    model->costs[j] = glp_get_obj_coef(lp, j + 1);
    model->is_integer[j] = glp_get_col_kind(lp, j + 1) != GLP_CV;
    int length = glp_get_mat_col(lp, j + 1, indices, numbers);
    for (int k = 1; k <= length; k++, start++) {
      model->row_indices[start] = indices[k] - 1;
      model->values[start] = numbers[k];
    }
    model->column_starts[j + 1] = start;
  }
  copy_names(lp, model);
}

int glpk_guard_read_gmpl(
    const char *model_path, const char *data_path, int memory_limit_megabytes,
    struct glpk_guard_model *model, char *log, size_t log_capacity, size_t *log_length)
{
  memset(model, 0, sizeof *model);
  words.text = log;
  words.capacity = log_capacity;
  words.length = 0;
  if (setjmp(failure)) {
    glp_free_env();
    glpk_guard_free_model(model);
    *log_length = words.length;
    return 1;
  }
  glp_term_hook(keep_last, NULL);
  glp_error_hook(leave, NULL);
  glp_mem_limit(memory_limit_megabytes);

  glp_tran *translator = glp_mpl_alloc_wksp();
  int status = glp_mpl_read_model(translator, model_path, data_path != NULL);
  if (status == 0 && data_path != NULL)
    status = glp_mpl_read_data(translator, data_path);
  if (status == 0)
    status = glp_mpl_generate(translator, NULL);
  if (status == 0) {
    glp_prob *lp = glp_create_prob();
    glp_mpl_build_prob(translator, lp);
    copy_model(lp, model);
  }
  /* Closes what the model has written to. */
  glp_mpl_free_wksp(translator);
  glp_free_env();
  *log_length = words.length;
  return status != 0;
}

void glpk_guard_free_model(struct glpk_guard_model *model)
{
  void *arrays[] = {
      model->row_types, model->row_lower, model->row_upper, model->column_types,
      model->column_lower, model->column_upper, model->costs, model->is_integer,
      model->column_starts, model->row_indices, model->values, model->names};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++)
    free(arrays[k]);
  memset(model, 0, sizeof *model);
}

int glpk_guard_memory_file(void) { return memfd_create("gmpl", MFD_CLOEXEC); }
