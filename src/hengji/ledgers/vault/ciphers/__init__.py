"""Ways of encrypting that a vault may name; `suite` chooses one, the other modules are loaded only when asked for."""
