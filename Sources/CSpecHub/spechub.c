/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header alone is this target; the functions are written in Swift, in SpecHubC. */
#include "spechub.h"
