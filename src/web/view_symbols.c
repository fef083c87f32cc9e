/* The table; see view_symbols.h. Signs follow the Unicode CLDR's English forms, RM and Rp those of their countries. */
#include "web/view_symbols.h"

static const struct {
	struct text code, symbol;
} symbols[] = {
	{TEXT("AUD"), TEXT("A$")},  {TEXT("BRL"), TEXT("R$")},   {TEXT("CAD"), TEXT("CA$")}, {TEXT("CNY"), TEXT("CN¥")},
	{TEXT("EUR"), TEXT("€")},   {TEXT("GBP"), TEXT("£")},    {TEXT("HKD"), TEXT("HK$")}, {TEXT("IDR"), TEXT("Rp")},
	{TEXT("ILS"), TEXT("₪")},   {TEXT("INR"), TEXT("₹")},    {TEXT("JPY"), TEXT("¥")},   {TEXT("KRW"), TEXT("₩")},
	{TEXT("MXN"), TEXT("MX$")}, {TEXT("MYR"), TEXT("RM")},   {TEXT("NZD"), TEXT("NZ$")}, {TEXT("PHP"), TEXT("₱")},
	{TEXT("SGD"), TEXT("S$")},  {TEXT("THB"), TEXT("฿")},    {TEXT("TWD"), TEXT("NT$")}, {TEXT("USD"), TEXT("$")},
	{TEXT("VND"), TEXT("₫")},   {TEXT("XAF"), TEXT("FCFA")},
};

struct text view_symbol(struct text code)
{
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
		if (text_equal(symbols[i].code, code))
			return symbols[i].symbol;
	return code;
}
