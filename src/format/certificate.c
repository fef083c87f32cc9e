/* Reading certificates; see certificate.h. */
#include "format/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <time.h>

static void close_bio(BIO **bio)
{
	BIO_free(*bio);
}

static struct text name_by(struct arena *arena, const X509_NAME *subject, int kind)
{
	int at = X509_NAME_get_index_by_NID(subject, kind, -1);
	unsigned char *utf8 = NULL;
	int size = at < 0 ? -1 : ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
	struct bytes bytes = {utf8, size > 0 ? (size_t)size : 0};
	struct text name =
		text_is_valid(bytes) ? text_copy(arena, (struct text){(const char *)utf8, bytes.size}) : TEXT("");
	OPENSSL_free(utf8);
	return name;
}

/* False when its dates cannot be read. */
static bool describe(struct arena *arena, const X509 *x509, struct certificate *ret)
{
	struct tm ends;
	const X509_NAME *subject = X509_get_subject_name(x509);
	ret->name = name_by(arena, subject, NID_commonName);
	if (text_is_empty(ret->name))
		ret->name = name_by(arena, subject, NID_organizationName);
	if (ASN1_TIME_to_tm(X509_get0_notAfter(x509), &ends) != 1)
		return false;
	ret->ends = (struct instant){timegm(&ends) * SECOND_US};
	return true;
}

enum certificate_verdict certificates_read(struct arena *arena, struct text pem, struct certificate *ret_list,
					   size_t *ret_count)
{
	BIO *bio __attribute__((cleanup(close_bio))) =
		pem.size > 0 && pem.size <= INT32_MAX ? BIO_new_mem_buf(pem.at, (int)pem.size) : NULL;
	*ret_count = 0;
	if (text_find(pem, TEXT("PRIVATE KEY-----"), 0) != SIZE_MAX)
		return CERTIFICATES_WITH_KEY;
	bool good = bio != NULL;
	while (good) {
		X509 *x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL);
		if (!x509)
			break;
		good = *ret_count < CERTIFICATES_MOST && describe(arena, x509, &ret_list[*ret_count]);
		*ret_count += good;
		X509_free(x509);
	}
	/* What ends the reading is that no other one begins. */
	good = good && *ret_count > 0 && ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
	ERR_clear_error();
	return good ? CERTIFICATES_FIT : CERTIFICATES_UNREADABLE;
}
