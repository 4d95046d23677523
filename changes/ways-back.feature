A wrong registration is cancelled with its reason, a returned letter is sent again or on paper, unread tasks are pulled back, and a drafter cancels his own draft.
