/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One call into GLPK that can neither abort the process nor print.

   GLPK reports misuse and internal failures by calling exit or abort after printing, and keeps its
   state per thread. Here the whole conversation, from the creation of the problem to the copy of the
   final basis, happens in one C function between setjmp and glp_free_env, so that a failure inside
   GLPK becomes a return value, and no Swift frame is ever jumped over. */

#ifndef GLPK_GUARD_H
#define GLPK_GUARD_H

#include <stddef.h>

struct glpk_guard_shape {
  int row_count;
  int column_count;
  int is_maximization;
  int time_limit_milliseconds;
  size_t log_capacity;
};

/* What GLPK is asked to do. */
enum glpk_guard_method {
  GLPK_GUARD_BASIS, /* find a basis: default tolerances first, then the tightest */
  GLPK_GUARD_FLOAT, /* glp_simplex as anyone would call it */
  GLPK_GUARD_EXACT  /* the same, then glp_exact from its basis */
};

/* Called between slices of at most a second with the iterations so far; nonzero ends the solve with
   the basis it has. */
struct glpk_guard_watch {
  int (*should_stop)(void *context, int iterations);
  void *context;
};

struct glpk_guard_answer {
  int return_code;              /* of the last GLPK call; 0 when it ran to the end */
  int status;                   /* glp_get_status: GLP_OPT, GLP_NOFEAS, … */
  double objective;             /* GLPK's own, for show */
  int iterations;
  size_t log_length;
};

/* Returns 0 when `rows` and `columns` hold a basis, 1 when GLPK failed (its words are in the log).

   The problem is in GLPK's terms but indexed from 0: types are GLP_FR … GLP_FX, statuses are
   GLP_BS … GLP_NS; columns are compressed, with column_count + 1 starts. Without a starting basis
   (both null) GLPK makes its own. Separate arguments rather than one struct, because Swift passes
   arrays as pointers in argument lists only. */
int glpk_guard_solve(
    enum glpk_guard_method method, struct glpk_guard_shape shape, struct glpk_guard_watch watch,
    const int *row_types, const double *row_lower, const double *row_upper,
    const int *column_types, const double *column_lower, const double *column_upper,
    const double *costs, double constant,
    const int *column_starts, const int *row_indices, const double *values,
    const unsigned char *start_rows, const unsigned char *start_columns,
    unsigned char *rows, unsigned char *columns, char *log,
    struct glpk_guard_answer *answer);

/* A model as GLPK made it from GMPL, in GLPK's terms but indexed from 0. The arrays belong to C. */
struct glpk_guard_model {
  int row_count;
  int column_count;
  int entry_count;
  int is_maximization;
  double objective_constant;
  int *row_types, *column_types;
  double *row_lower, *row_upper, *column_lower, *column_upper, *costs;
  unsigned char *is_integer;    /* one a column */
  int *column_starts;           /* column_count + 1 */
  int *row_indices;
  double *values;
  char *names;                  /* of the objective, the rows and the columns, each ended by 0 */
  size_t names_length;
};

/* Reads a GMPL model, and data unless `data_path` is null; statements behind `solve` are not run.

   Returns 0 when `model` holds it, to be freed; 1 when GLPK refused, whose last words are in the log.
   GLPK may allocate `memory_limit_megabytes`. A model can read and write files. */
int glpk_guard_read_gmpl(
    const char *model_path, const char *data_path, int memory_limit_megabytes,
    struct glpk_guard_model *model, char *log, size_t log_capacity, size_t *log_length);

void glpk_guard_free_model(struct glpk_guard_model *model);

/* A descriptor of a new file that is in memory only; negative when there is none. */
int glpk_guard_memory_file(void);

/* GLPK's version, such as "5.0". */
const char *glpk_guard_version(void);

#endif
