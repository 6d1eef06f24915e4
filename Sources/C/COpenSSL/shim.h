#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/http.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/ssl.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/x509_vfy.h>

/* Macros of OpenSSL's typed stacks and flags, which Swift cannot see. */
static inline STACK_OF(X509) *shim_certificates_new(void) { return sk_X509_new_null(); }
static inline int shim_certificates_push(STACK_OF(X509) *s, X509 *x) { return sk_X509_push(s, x); }
static inline int shim_certificates_count(const STACK_OF(X509) *s) { return s ? sk_X509_num(s) : 0; }
static inline X509 *shim_certificates_at(const STACK_OF(X509) *s, int i) { return sk_X509_value(s, i); }
/* Frees the stack, not the certificates in it. */
static inline void shim_certificates_free(STACK_OF(X509) *s) { sk_X509_free(s); }
static inline void shim_certificates_pop_free(STACK_OF(X509) *s) { sk_X509_pop_free(s, X509_free); }
static inline STACK_OF(X509_CRL) *shim_crls_new(void) { return sk_X509_CRL_new_null(); }
static inline int shim_crls_push(STACK_OF(X509_CRL) *s, X509_CRL *x) { return sk_X509_CRL_push(s, x); }
static inline void shim_crls_free(STACK_OF(X509_CRL) *s) { sk_X509_CRL_free(s); }
static inline int shim_signers_count(const STACK_OF(CMS_SignerInfo) *s) { return s ? sk_CMS_SignerInfo_num(s) : 0; }
static inline CMS_SignerInfo *shim_signers_at(const STACK_OF(CMS_SignerInfo) *s, int i)
{
    return sk_CMS_SignerInfo_value(s, i);
}
static inline long shim_memory(BIO *b, char **p) { return BIO_get_mem_data(b, p); }
/* RFC 2253 names with Thai letters left as UTF-8. */
static inline unsigned long shim_name_flags(void) { return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB; }
static inline int shim_urls_count(const STACK_OF(OPENSSL_STRING) *s) { return s ? sk_OPENSSL_STRING_num(s) : 0; }
static inline const char *shim_urls_at(const STACK_OF(OPENSSL_STRING) *s, int i) { return sk_OPENSSL_STRING_value(s, i); }
static inline int shim_points_count(const CRL_DIST_POINTS *s) { return s ? sk_DIST_POINT_num(s) : 0; }
static inline DIST_POINT *shim_points_at(const CRL_DIST_POINTS *s, int i) { return sk_DIST_POINT_value(s, i); }
static inline int shim_names_count(const GENERAL_NAMES *s) { return s ? sk_GENERAL_NAME_num(s) : 0; }
static inline GENERAL_NAME *shim_names_at(const GENERAL_NAMES *s, int i) { return sk_GENERAL_NAME_value(s, i); }
static inline const GENERAL_NAMES *shim_point_names(const DIST_POINT *p)
{
    return p->distpoint && p->distpoint->type == 0 ? p->distpoint->name.fullname : NULL;
}
static inline ASN1_IA5STRING *shim_url(GENERAL_NAME *n)
{
    return n && n->type == GEN_URI ? n->d.uniformResourceIdentifier : NULL;
}
static inline void shim_free(void *p) { OPENSSL_free(p); }
static inline ASN1_TIME *shim_time(const ASN1_TYPE *t) { return t->value.asn1_string; }
/* The certificate must be that of the host the connection goes to. */
static inline int shim_expect_host(BIO *layer, BIO *connection)
{
    SSL *ssl = NULL;
    const char *host = BIO_get_conn_hostname(connection);
    if (BIO_get_ssl(layer, &ssl) != 1 || ssl == NULL || host == NULL) return 0;
    SSL_set_tlsext_host_name(ssl, host);
    return SSL_set1_host(ssl, host);
}
