/* Stories of declared columns: constants, texts with columns in them, quotes, and what cannot be meant. */
#include "features/exports/exports_layout.h"

#include "tests/transfer_shop.h"
#include "tests/unit.h"

static void what_is_declared_is_printed_and_parses_to_the_same_again(void **state)
{
	static const char *const cases[][2] = {
		{"id, email ,attr.size", "id,email,attr.size"},
		{"Source=shop", "Source=shop"},
		{"Name={first_name} {last_name}\nid,", "Name={first_name} {last_name},id"},
		{"Source=\"text\"", "Source=text"},
		{"Greeting=\"Dear {first_name},\"", "Greeting=\"Dear {first_name},\""},
		{"Kept=\" a \"", "Kept=\" a \""},
		{"Quoted=\"say \"\"hi\"\"\"", "Quoted=\"say \"\"hi\"\"\""},
		{"\"a=b\"=c=d", "\"a=b\"=c=d"},
		{"Braces={{{id}}}", "Braces={{{id}}}"},
		{"Empty=", "Empty=\"\""},
	};
	struct shop shop;
	struct export_layout layout;
	shop_open(&shop, state);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(export_layout_parse(&shop.ctx, text_of(cases[i][0]), &layout), DONE);
		ASSERT_TEXT(export_layout_print(shop.ctx.arena, &layout), text_of(cases[i][1]));
		assert_int_equal(export_layout_parse(&shop.ctx, text_of(cases[i][1]), &layout), DONE);
		ASSERT_TEXT(export_layout_print(shop.ctx.arena, &layout), text_of(cases[i][1]));
	}
	shop_close(&shop);
}

static void what_cannot_be_meant_is_told_at_the_columns(void **state)
{
	static const struct {
		const char *source, *code, *value;
	} cases[] = {
		{"id,e_mail", "unknown", "e_mail"},
		{"Name={first}", "unknown", "first"},
		{"Name={first_name", "brace", "{first_name"},
		{"Name=first}", "brace", "first}"},
		{"Name=\"a", "quote", "Name"},
		{"=a", "header", "\"\"=a"},
		{"attr.nothing", "unknown", "attr.nothing"},
		{"Size={attr.nothing}", "unknown", "attr.nothing"},
		{"id,email,id", "twice", "id"},
		{"email=x,email", "twice", "email"},
		{"-", "unknown", "-"},
		{"\"Name=a, b\"", "unknown", "Name=a, b"},
	};
	struct shop shop;
	struct export_layout layout;
	shop_open(&shop, state);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		problems_clear(shop.ctx.problems);
		assert_int_equal(export_layout_find(&shop.ctx, text_of(cases[i].source), &layout), INVALID);
		ASSERT_TEXT(shop.ctx.problems->list[0].field, TEXT("columns"));
		assert_string_equal(shop.ctx.problems->list[0].code, cases[i].code);
		ASSERT_TEXT(shop.ctx.problems->list[0].values[0], text_of(cases[i].value));
	}
	shop_close(&shop);
}

static void columns_that_mean_nothing_any_more_are_left_out_of_a_choice(void **state)
{
	struct shop shop;
	struct export_layout layout;
	shop_open(&shop, state);
	assert_int_equal(
		export_layout_known(&shop.ctx, TEXT("email,attr.gone,Source=shop,X={attr.gone},e_mail,id"), &layout),
		DONE);
	ASSERT_TEXT(export_layout_print(shop.ctx.arena, &layout), TEXT("email,Source=shop,id"));
	assert_int_equal(shop.ctx.problems->count, 0);
	shop_close(&shop);
}

static void constants_and_texts_with_columns_in_them_are_filled__2_C3(void **state)
{
	struct shop shop;
	shop_open(&shop, state);
	import_text(&shop, "Email,First Name,Last Name\na@b.example,Ann,Bell\nc@d.example,Cid,\n",
		    (struct import_options){0}, COUNTS(2));
	ASSERT_TEXT(shop_export(&shop,
				(struct export_options){
					.columns = TEXT("Source=\"shop, 2026\",Name={first_name} {last_name},"
							"Set={{{email}}},email,Formula==1+1"),
				}),
		    TEXT("Source,Name,Set,email,Formula\r\n"
			 "\"shop, 2026\",Ann Bell,{a@b.example},a@b.example,'=1+1\r\n"
			 "\"shop, 2026\",Cid,{c@d.example},c@d.example,'=1+1\r\n"));
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(what_is_declared_is_printed_and_parses_to_the_same_again),
		ON_BOTH(what_cannot_be_meant_is_told_at_the_columns),
		ON_BOTH(columns_that_mean_nothing_any_more_are_left_out_of_a_choice),
		ON_BOTH(constants_and_texts_with_columns_in_them_are_filled__2_C3),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
