/* Marks, bits, knots. */
#include "features/imports/imports_tangles.h"

#include "base/disk.h"
#include "features/imports/imports_folder.h"
#include "format/email_address.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- marks ---- */

struct marking {
	struct context *ctx;
	int64_t *marks;
	size_t count, room;
};

static void mark(struct marking *marking, const char *kind, struct text what)
{
	int64_t hash;
	unsigned char digest[crypto_generichash_BYTES_MIN];
	struct text whole = text_join(marking->ctx->arena, text_of(kind), what);
	crypto_generichash(digest, sizeof digest, (const unsigned char *)whole.at, whole.size, NULL, 0);
	memcpy(&hash, digest, sizeof hash);
	/* A row that names the same twice is no two rows. */
	for (size_t i = 0; i < marking->count; i++)
		if (marking->marks[i] == hash)
			return;
	if (marking->count == marking->room) {
		size_t room = marking->room ? 2 * marking->room : 16;
		int64_t *more = arena_take_array(marking->ctx->arena, room, sizeof *more);
		if (marking->count)
			memcpy(more, marking->marks, marking->count * sizeof *more);
		marking->marks = more;
		marking->room = room;
	}
	marking->marks[marking->count++] = hash;
}

/* A row that names what a customer has has to do with all rows that mean that customer. */
static enum outcome mark_owner(struct marking *marking, enum claim_kind kind, struct text claim)
{
	struct customer_id owner;
	TRY(customers_find_claim(marking->ctx, kind, claim, &owner));
	if (owner.value)
		mark(marking, "customer:", text_of_number(marking->ctx->arena, owner.value));
	return DONE;
}

/* A login follows the address, so that they are marked alike. */
static enum outcome mark_login(struct marking *marking, struct text cell)
{
	struct text login = customers_fold_login(marking->ctx->arena, cell);
	mark(marking, "name:", login);
	return mark_owner(marking, CLAIM_KIND_LOGIN, login);
}

static enum outcome mark_email(struct marking *marking, struct text cell)
{
	struct email_address email;
	TRY(mark_login(marking, cell));
	if (!email_address_parse(marking->ctx->arena, cell, &email))
		return DONE;
	mark(marking, "name:", email.folded);
	TRY(mark_owner(marking, CLAIM_KIND_EMAIL, email.folded));
	return mark_owner(marking, CLAIM_KIND_GUEST, email.folded);
}

static enum outcome mark_external(struct marking *marking, struct text system, struct text cell)
{
	struct arena *arena = marking->ctx->arena;
	const struct text *pieces;
	size_t count = transfer_list_read(arena, cell, &pieces);
	for (size_t i = 0; i < count; i++) {
		struct text claim = customers_external_claim(arena, system, pieces[i]);
		mark(marking, "external:", claim);
		TRY(mark_owner(marking, CLAIM_KIND_EXTERNAL, claim));
	}
	return DONE;
}

static enum outcome mark_cell(struct marking *marking, const struct transfer_column *column, struct text cell)
{
	if (column->part == TRANSFER_EMAIL || transfer_column_equal(column, &import_email_column))
		return mark_email(marking, cell);
	if (transfer_column_equal(column, &import_login_column))
		return mark_login(marking, cell);
	if (column->part == TRANSFER_EXTERNAL)
		return mark_external(marking, column->name, cell);
	if (column->part == TRANSFER_ID)
		mark(marking, "customer:", cell);
	return DONE;
}

enum outcome import_row_marks(struct context *ctx, const struct import_plan *plan, const struct import_source_row *row,
			      int64_t **ret_marks, size_t *ret_count)
{
	const struct import_rules rules = {.options = plan->options,
					   .columns = plan->columns,
					   .column_count = plan->column_count,
					   .raw = plan->raw};
	const struct import_work work = {.ctx = ctx, .rules = &rules, .cells = row->cells, .cell_count = row->count};
	struct marking marking = {.ctx = ctx};
	for (size_t i = 0; i < plan->column_count; i++) {
		struct text cell = import_work_cell(&work, &plan->columns[i]);
		if (!text_is_empty(cell))
			TRY(mark_cell(&marking, &plan->columns[i].column, cell));
	}
	*ret_marks = marking.marks;
	*ret_count = marking.count;
	return DONE;
}

/* ---- bits ---- */

#define MARKS_A_ROW 4
#define BITS_A_MARK 16
#define BITS_LEAST  (UINT64_C(1) << 16)
#define BITS_MOST   (UINT64_C(1) << 30)

static uint64_t bits_for(int64_t rows)
{
	uint64_t wanted = (uint64_t)rows * MARKS_A_ROW * BITS_A_MARK, bits = BITS_LEAST;
	while (bits < wanted && bits < BITS_MOST)
		bits *= 2;
	return bits;
}

enum outcome import_seen_open(struct context *ctx, const struct import_run *run, bool anew,
			      struct import_seen *ret_seen)
{
	struct text path = import_piece_path(ctx, run->row.token, IMPORT_PIECE_SEEN);
	struct stat about;
	*ret_seen = (struct import_seen){.bits = bits_for(run->row.rows)};
	ret_seen->size = (size_t)(ret_seen->bits / 8 * 2);
	int file __attribute__((cleanup(disk_close))) =
		open(path.at, O_RDWR | O_CLOEXEC | (anew ? O_CREAT | O_TRUNC : 0), 0600);
	if (file < 0)
		return errno == ENOENT ? NOT_FOUND : disk_failed("imports: opening a file of marks");
	if (anew && ftruncate(file, (off_t)ret_seen->size) != 0)
		return disk_failed("imports: making a file of marks");
	if (fstat(file, &about) != 0 || (size_t)about.st_size != ret_seen->size)
		return NOT_FOUND;
	ret_seen->once = mmap(NULL, ret_seen->size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (ret_seen->once == MAP_FAILED)
		return disk_failed("imports: reading a file of marks");
	ret_seen->twice = ret_seen->once + ret_seen->size / 2;
	return DONE;
}

void import_seen_close(struct import_seen *seen)
{
	munmap(seen->once, seen->size);
}

static uint64_t place_of(const struct import_seen *seen, int64_t mark)
{
	return (uint64_t)mark & (seen->bits - 1);
}

static unsigned char bit_of(uint64_t place)
{
	return (unsigned char)(1u << (place % 8));
}

void import_seen_add(struct import_seen *seen, int64_t mark)
{
	uint64_t place = place_of(seen, mark);
	unsigned char *once = &seen->once[place / 8], *twice = &seen->twice[place / 8];
	if (*once & bit_of(place))
		*twice |= bit_of(place);
	*once |= bit_of(place);
}

bool import_seen_twice(const struct import_seen *seen, int64_t mark)
{
	uint64_t place = place_of(seen, mark);
	return seen->twice[place / 8] & bit_of(place);
}

/* ---- knots ---- */

/* Rows by position, each with the one that it is tied to; the first row of a knot is tied to itself. */
struct tying {
	struct import_tangle *rows;
	size_t *tied;
	size_t count;
};

static int compare_positions(const void *a, const void *b)
{
	const struct import_tangle *left = a, *right = b;
	return (left->position > right->position) - (left->position < right->position);
}

static int compare_knots(const void *a, const void *b)
{
	const struct import_tangle *left = a, *right = b;
	int by_knot = (left->knot > right->knot) - (left->knot < right->knot);
	return by_knot ? by_knot : compare_positions(a, b);
}

static size_t find_row(const struct tying *tying, int64_t position)
{
	const struct import_tangle wanted = {.position = position};
	const struct import_tangle *found =
		bsearch(&wanted, tying->rows, tying->count, sizeof *tying->rows, compare_positions);
	return (size_t)(found - tying->rows);
}

static size_t find_first(struct tying *tying, size_t row)
{
	while (tying->tied[row] != row) {
		tying->tied[row] = tying->tied[tying->tied[row]];
		row = tying->tied[row];
	}
	return row;
}

static void tie(struct tying *tying, size_t a, size_t b)
{
	size_t first = find_first(tying, a), other = find_first(tying, b);
	if (first < other)
		tying->tied[other] = first;
	else
		tying->tied[first] = other;
}

static void take_rows(struct tying *tying, const struct import_tangle_list *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		tying->rows[i] = (struct import_tangle){0, entries[i].position, entries[i].place};
	qsort(tying->rows, count, sizeof *tying->rows, compare_positions);
	for (size_t i = 0; i < count; i++)
		if (!tying->count || tying->rows[tying->count - 1].position != tying->rows[i].position)
			tying->rows[tying->count++] = tying->rows[i];
	for (size_t i = 0; i < tying->count; i++)
		tying->tied[i] = i;
}

enum outcome import_tangles_tie(struct context *ctx, struct import_id import, struct import_tangle **ret_list,
				size_t *ret_count)
{
	struct import_tangle_list *entries;
	size_t count;
	TRY(context_read(ctx));
	TRY(import_tangle_list(ctx->reader, import, &entries, &count));
	struct tying tying = {.rows = arena_take_array(ctx->arena, count + 1, sizeof *tying.rows),
			      .tied = arena_take_array(ctx->arena, count + 1, sizeof *tying.tied)};
	take_rows(&tying, entries, count);
	for (size_t i = 1; i < count; i++)
		if (entries[i].hash == entries[i - 1].hash)
			tie(&tying, find_row(&tying, entries[i - 1].position), find_row(&tying, entries[i].position));
	for (size_t i = 0; i < tying.count; i++)
		tying.rows[i].knot = tying.rows[find_first(&tying, i)].position;
	qsort(tying.rows, tying.count, sizeof *tying.rows, compare_knots);
	*ret_list = tying.rows;
	*ret_count = tying.count;
	return DONE;
}
