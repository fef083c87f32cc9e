/* clientele backup and restore: one file with everything.
 *
 * The one idea: the file is a tar archive of `manifest`, `database` and `files/`, sealed at its end (server/seal.h), so
 * it can be looked into without us, and nothing of it is believed before all of it has been checked.
 */
#include "server/command.h"
#include "server/commands.h"
#include "server/seal.h"
#include "service/events.h"
#include "store/backup.h"
#include "store/migrate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct work {
	struct arena *arena;
	struct text db, files;
	const char *file; /* the backup */
	char *folder;     /* where its parts lie meanwhile */
	struct text why;
};

static int complain(const char *what, struct text why)
{
	fprintf(stderr, "clientele: %s: %.*s\n", what, TEXT_ARG(why));
	return 1;
}

/* Beside what is made in the end, so that it needs only to be renamed. */
static bool work_open(struct work *work, const char *beside)
{
	work->folder = (char *)(uintptr_t)text_format(work->arena, "%s.part-XXXXXX", beside).at;
	if (mkdtemp(work->folder))
		return true;
	complain(beside, text_of(strerror(errno)));
	return false;
}

static void work_close(struct work *work)
{
	const char *const words[] = {"rm", "-rf", "--", work->folder, NULL};
	struct text why;
	if (!backup_run(work->arena, words, &why))
		complain(work->folder, why);
}

static struct text part(struct work *work, const char *name)
{
	return text_format(work->arena, "%s/%s", work->folder, name);
}

static const char *engine_of(struct text db)
{
	return store_names_postgres(db) ? "postgres" : "sqlite";
}

/* ---- backup ---- */

static bool write_manifest(struct work *work)
{
	FILE *out = fopen(part(work, "manifest").at, "w");
	if (!out)
		return false;
	fprintf(out, "clientele-backup 1\nengine %s\nschema %lld\nprogram %s\n", engine_of(work->db),
		(long long)migrate_newest(), CLIENTELE_VERSION);
	return fclose(out) == 0;
}

/* After the database: files are kept by their content, so what the copy names is there unless it was erased meanwhile.
 */
static bool link_files(struct work *work)
{
	char *real = realpath(text_copy(work->arena, work->files).at, NULL);
	bool linked = real ? symlink(real, part(work, "files").at) == 0 : mkdir(part(work, "files").at, 0700) == 0;
	free(real);
	return linked;
}

/* Under another name first, so that FILE is a whole backup or none. Exports and imported files stay behind: they can be
 * made or sent again, may be growing right now, and would keep whom somebody deletes permanently. */
static bool pack(struct work *work, const char *draft)
{
	const char *const words[] = {"tar",
				     "--create",
				     "--dereference",
				     "--exclude=files/exports",
				     "--exclude=files/imports",
				     "--file",
				     draft,
				     "--directory",
				     work->folder,
				     "manifest",
				     "database",
				     "files",
				     NULL};
	if (!backup_run(work->arena, words, &work->why))
		return false;
	errno = 0;
	bool whole = seal_add(draft) == DONE && rename(draft, work->file) == 0;
	if (!whole)
		work->why = errno ? text_of(strerror(errno)) : TEXT("it could not be written");
	return whole;
}

static int back_up(struct work *work)
{
	const char *draft = text_format(work->arena, "%s.tmp", work->file).at;
	umask(077);
	if (backup_write(work->arena, work->db, part(work, "database"), &work->why) != DONE)
		return complain("the database could not be copied", work->why);
	if (!write_manifest(work) || !link_files(work))
		return complain(work->folder, text_of(strerror(errno)));
	if (pack(work, draft))
		return 0;
	unlink(draft);
	return complain(work->file, work->why);
}

static struct work read_work(const struct command_line *line)
{
	return (struct work){.arena = line->arena,
			     .db = command_value(line, "db"),
			     .files = command_files(line),
			     .file = text_copy(line->arena, line->word).at};
}

int command_backup(const struct command_line *line)
{
	struct command_store open;
	struct work work = read_work(line);
	if (!command_open(line, &open))
		return 1;
	command_close(&open);
	if (!work_open(&work, work.file))
		return 1;
	int status = back_up(&work);
	work_close(&work);
	/* The folder may be another one than the server's: with PostgreSQL it is of the working directory. */
	bool has_files = access(text_copy(line->arena, work.files).at, F_OK) == 0;
	if (status == 0)
		printf(has_files ? "%s holds everything: the database, and the uploaded files of %.*s.\n"
				 : "%s holds the database; there are no uploaded files: %.*s is not there.\n",
		       work.file, TEXT_ARG(work.files));
	return status;
}

/* ---- restore ---- */

static bool manifest_fits(struct work *work)
{
	char engine[16] = "";
	long long format = 0, schema = 0;
	FILE *in = fopen(part(work, "manifest").at, "r");
	int read = in ? fscanf(in, "clientele-backup %lld engine %15s schema %lld", &format, engine, &schema) : 0;
	if (in)
		fclose(in);
	work->why = TEXT_NONE;
	if (read != 3 || format != 1)
		work->why = TEXT("it is no backup of this program");
	else if (strcmp(engine, engine_of(work->db)) != 0)
		work->why = text_format(work->arena, "it is of %s; move customers between engines by export and import",
					engine);
	else if (schema > migrate_newest())
		work->why = TEXT("it is of a newer program");
	return text_is_none(work->why);
}

static bool unpack(struct work *work)
{
	const char *const words[] = {"tar",      "--extract",   "--no-same-owner", "--file",
				     work->file, "--directory", work->folder,      NULL};
	return backup_run(work->arena, words, &work->why) && manifest_fits(work) &&
	       backup_check(work->arena, work->db, part(work, "database"), &work->why) == DONE;
}

/* Names are of contents, so files that are there already are the same. */
static bool put_files(struct work *work)
{
	const char *to = text_copy(work->arena, work->files).at;
	const char *const words[] = {"cp", "--recursive", "--no-clobber", "--", part(work, "files/.").at, to, NULL};
	if (mkdir(to, 0700) != 0 && errno != EEXIST) {
		work->why = text_of(strerror(errno));
		return false;
	}
	return backup_run(work->arena, words, &work->why);
}

/* What the database says of its transactions is the other server's word (docs/decisions/0030). */
static bool keep_order(struct work *work)
{
	const struct store_options options = {.where = work->db};
	struct store *store;
	struct context ctx;
	if (store_open(&options, work->arena, &store, &work->why) != DONE)
		return false;
	context_open(&ctx, work->arena, store);
	bool kept = events_keep_order(&ctx) == DONE;
	work->why =
		TEXT("it is back, but for the order of its events; the log says why. Restore it again with --force");
	context_close(&ctx);
	store_close(store);
	return kept;
}

static int restore(struct work *work, bool force)
{
	if (!unpack(work))
		return complain(work->file, work->why);
	/* The database first: it is what may refuse. */
	if (backup_restore(work->arena, work->db, part(work, "database"), force, &work->why) != DONE)
		return complain("the database", work->why);
	if (!keep_order(work))
		return complain("the database", work->why);
	if (!put_files(work))
		return complain("the files", work->why);
	printf("Everything of %s is back.\n", work->file);
	return 0;
}

int command_restore(const struct command_line *line)
{
	struct work work = read_work(line);
	enum outcome sealed = seal_check(work.file);
	if (sealed != DONE)
		return complain(work.file, sealed == NOT_FOUND ? text_of(strerror(errno))
							       : TEXT("it is no backup, or cut off or damaged"));
	struct text beside = store_names_postgres(work.db) ? work.files : work.db;
	if (!work_open(&work, text_copy(work.arena, beside).at))
		return 1;
	int status = restore(&work, command_flag(line, "force"));
	work_close(&work);
	return status;
}
