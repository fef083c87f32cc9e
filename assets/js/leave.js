// A form that another server is to get goes there by itself.
document.querySelector("form[data-leave]")?.requestSubmit();
