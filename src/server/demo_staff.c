/* Their names. */
#include "server/demo_staff.h"

const struct demo_person_staff demo_staff[DEMO_STAFF] = {
	{"owner@demo.example", "Noraini Ahmad", "owner"},         {"admin@demo.example", "Daniel Lim", "administrator"},
	{"manager@demo.example", "Katrin Vogel", "shop_manager"}, {"sales@demo.example", "Aisha Rahman", "sales"},
	{"support@demo.example", "Mateo Quispe", "support"},      {"auditor@demo.example", "Lin Yue", "auditor"},
};
