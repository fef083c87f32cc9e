/* A customer as a row of text: which columns there are, what they are called here and elsewhere, what stands in them,
 * and what people write there.
 *
 * The one idea: an export writes and an import reads through one and the same list of columns, and what an export
 * writes into a cell is what an import compares a cell with. So what was exported imports as unchanged. Elsewhere: rows
 * into the database (features/imports), into files (features/exports).
 */
#ifndef FEATURES_TRANSFER_H
#define FEATURES_TRANSFER_H

#include "features/transfer/transfer_column.h"
#include "features/transfer/transfer_json.h"
#include "features/transfer/transfer_list.h"
#include "features/transfer/transfer_names.h"
#include "features/transfer/transfer_person.h"
#include "features/transfer/transfer_value.h"

#endif
